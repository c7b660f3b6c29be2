; Inno Setup 6: the installer for Windows of the folder that PyInstaller built.
; iscc /DVersion=0.1.0 delivery\windows\poetgui.iss

#ifndef Version
  #error "Give the version: /DVersion=0.1.0"
#endif

[Setup]
AppId={{6B7C2B63-6E0B-4F0C-9F6E-5F1B4A0B7C11}
AppName=诗囊
AppVersion={#Version}
AppPublisher=poetgui
DefaultDirName={autopf}\poetgui
DefaultGroupName=诗囊
DisableProgramGroupPage=yes
; Without an administrator it is installed for the person alone.
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\resources\icons\poetgui.ico
UninstallDisplayIcon={app}\poetgui.exe
OutputDir=..\..\dist
OutputBaseFilename=poetgui-{#Version}-windows-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[Files]
Source: "..\..\dist\poetgui\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[InstallDelete]
; Libraries of an older version must not be found by a newer one.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{group}\诗囊"; Filename: "{app}\poetgui.exe"
Name: "{autodesktop}\诗囊"; Filename: "{app}\poetgui.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\poetgui.exe"; Description: "{cm:LaunchProgram,诗囊}"; Flags: nowait postinstall skipifsilent

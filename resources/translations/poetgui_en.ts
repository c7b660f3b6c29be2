<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="zh_CN">
<context>
    <name>Actions</name>
    <message>
        <source>写诗</source>
        <translation>Writing</translation>
    </message>
    <message>
        <source>看诗</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>改诗</source>
        <translation>Revising</translation>
    </message>
    <message>
        <source>界面</source>
        <translation>View</translation>
    </message>
    <message>
        <source>存取</source>
        <translation>Keeping</translation>
    </message>
    <message>
        <source>程序</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>落笔</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>停笔</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>另作：换一个种子</source>
        <translation>Again, with a new seed</translation>
    </message>
    <message>
        <source>同题再作：同一个种子</source>
        <translation>Again, with the same seed</translation>
    </message>
    <message>
        <source>随机一例</source>
        <translation>Example</translation>
    </message>
    <message>
        <source>藏头</source>
        <translation>Acrostic</translation>
    </message>
    <message>
        <source>续写</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>自由</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>填词</source>
        <translation>Tune</translation>
    </message>
    <message>
        <source>对联</source>
        <translation>Couplet</translation>
    </message>
    <message>
        <source>新写：自己作一首…</source>
        <translation>New page: write one yourself…</translation>
    </message>
    <message>
        <source>粘贴一首诗到纸上</source>
        <translation>Paste a poem onto the page</translation>
    </message>
    <message>
        <source>到输入处</source>
        <translation>Go to the input</translation>
    </message>
    <message>
        <source>上一首</source>
        <translation>Previous poem</translation>
    </message>
    <message>
        <source>下一首</source>
        <translation>Next poem</translation>
    </message>
    <message>
        <source>竖排</source>
        <translation>Vertical</translation>
    </message>
    <message>
        <source>繁体</source>
        <translation>Traditional characters</translation>
    </message>
    <message>
        <source>繁</source>
        <translation>Trad.</translation>
    </message>
    <message>
        <source>重写此句或所选的字</source>
        <translation>Rewrite the line or the selection</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>重做</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>平仄标记</source>
        <translation>Tone marks</translation>
    </message>
    <message>
        <source>平仄</source>
        <translation>Tones</translation>
    </message>
    <message>
        <source>换字</source>
        <translation>Replace a character</translation>
    </message>
    <message>
        <source>改题…</source>
        <translation>Change the title…</translation>
    </message>
    <message>
        <source>锁定或放开此字</source>
        <translation>Lock or free this character</translation>
    </message>
    <message>
        <source>锁定 L</source>
        <translation>Lock L</translation>
    </message>
    <message>
        <source>锁定或放开此句</source>
        <translation>Lock or free this line</translation>
    </message>
    <message>
        <source>重写 R</source>
        <translation>Rewrite R</translation>
    </message>
    <message>
        <source>从此字重写到末尾</source>
        <translation>Rewrite from here to the end</translation>
    </message>
    <message>
        <source>重写未锁的字</source>
        <translation>Rewrite all that is not locked</translation>
    </message>
    <message>
        <source>退回改前</source>
        <translation>Undo the change</translation>
    </message>
    <message>
        <source>再到改后</source>
        <translation>Redo the change</translation>
    </message>
    <message>
        <source>收藏</source>
        <translation>Star</translation>
    </message>
    <message>
        <source>存为图片</source>
        <translation>Save as a picture</translation>
    </message>
    <message>
        <source>存图</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>存为文字</source>
        <translation>Save as text</translation>
    </message>
    <message>
        <source>存文</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy the text</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy Picture</translation>
    </message>
    <message>
        <source>装裱：条幅、扇面、卡片…</source>
        <translation>Mount: scroll, fan, card…</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>搜索旧作</source>
        <translation>Search the history</translation>
    </message>
    <message>
        <source>随便翻一首旧作</source>
        <translation>Open any poem of the history</translation>
    </message>
    <message>
        <source>复制文字：一句一行</source>
        <translation>Copy text: a line each</translation>
    </message>
    <message>
        <source>复制文字：不分行</source>
        <translation>Copy text: in one paragraph</translation>
    </message>
    <message>
        <source>复制文字：不加标点</source>
        <translation>Copy text: without punctuation</translation>
    </message>
    <message>
        <source>复制文字：竖排</source>
        <translation>Copy text: in columns</translation>
    </message>
    <message>
        <source>字帖…</source>
        <translation>Copybook…</translation>
    </message>
    <message>
        <source>诗集：旧作栏所列各首…</source>
        <translation>Booklet of the poems listed…</translation>
    </message>
    <message>
        <source>各稿对照…</source>
        <translation>Compare versions…</translation>
    </message>
    <message>
        <source>已删去的…</source>
        <translation>Deleted poems…</translation>
    </message>
    <message>
        <source>旧作的备份…</source>
        <translation>Backups…</translation>
    </message>
    <message>
        <source>导出旧作…</source>
        <translation>Export the history…</translation>
    </message>
    <message>
        <source>导入旧作…</source>
        <translation>Import poems…</translation>
    </message>
    <message>
        <source>撤销删去</source>
        <translation>Undo the deletion</translation>
    </message>
    <message>
        <source>韵脚标记</source>
        <translation>Rhyme marks</translation>
    </message>
    <message>
        <source>出律标记</source>
        <translation>Marks of faults</translation>
    </message>
    <message>
        <source>拼音</source>
        <translation>Pinyin</translation>
    </message>
    <message>
        <source>朗读</source>
        <translation>Read aloud</translation>
    </message>
    <message>
        <source>所有命令…</source>
        <translation>All commands…</translation>
    </message>
    <message>
        <source>以底色标出人意料之字</source>
        <translation>Shade by surprise</translation>
    </message>
    <message>
        <source>看模型掂量的字</source>
        <translation>What the model weighs</translation>
    </message>
    <message>
        <source>各首并排来看</source>
        <translation>Results side by side</translation>
    </message>
    <message>
        <source>旧作栏</source>
        <translation>History column</translation>
    </message>
    <message>
        <source>放大界面</source>
        <translation>Larger interface</translation>
    </message>
    <message>
        <source>缩小界面</source>
        <translation>Smaller interface</translation>
    </message>
    <message>
        <source>界面复原为 100%</source>
        <translation>Interface at 100%</translation>
    </message>
    <message>
        <source>高对比</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>模型…</source>
        <translation>Models…</translation>
    </message>
    <message>
        <source>学我的诗…</source>
        <translation>Learn my poems…</translation>
    </message>
    <message>
        <source>导入模型…</source>
        <translation>Import a model…</translation>
    </message>
    <message>
        <source>韵部检索…</source>
        <translation>Rhyme groups…</translation>
    </message>
    <message>
        <source>避用的字词…</source>
        <translation>Words to avoid…</translation>
    </message>
    <message>
        <source>设置…</source>
        <translation>Settings…</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>关于诗囊</source>
        <translation>About Poetgui</translation>
    </message>
    <message>
        <source>退出</source>
        <translation>Quit</translation>
    </message>
</context>
<context>
    <name>AnnotationDialog</name>
    <message>
        <source>标签与附记</source>
        <translation>Tags and note</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>为谁而写，何时何地……</source>
        <translation>For whom, when and where…</translation>
    </message>
    <message>
        <source>标签之间空一格，搜索和筛选时可用：</source>
        <translation>Tags, a space between them; searches and filters find them:</translation>
    </message>
    <message>
        <source>附记：</source>
        <translation>Note:</translation>
    </message>
    <message>
        <source>记下</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>备份</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>每天第一次打开时备份一次，留七份。放回的只是现在没有的诗，现有的不动。</source>
        <translation>Made once a day, seven are kept. Only poems that are missing now come back; those that are there stay as they are.</translation>
    </message>
    <message>
        <source>放回缺少的</source>
        <translation>Bring missing ones back</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>%1 首</source>
        <translation>%1 poems</translation>
    </message>
    <message>
        <source>还没有备份。</source>
        <translation>No backups yet.</translation>
    </message>
    <message>
        <source>从备份放回了 %1 首。</source>
        <translation>Poems brought back from the backup: %1.</translation>
    </message>
</context>
<context>
    <name>BinDialog</name>
    <message>
        <source>已删去的</source>
        <translation>Deleted poems</translation>
    </message>
    <message>
        <source>删去三十天之内都可以放回。</source>
        <translation>Poems can be brought back for thirty days.</translation>
    </message>
    <message>
        <source>清空…</source>
        <translation>Empty…</translation>
    </message>
    <message>
        <source>放回</source>
        <translation>Bring back</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>永远去掉这 %1 首吗？此后不能放回。</source>
        <translation>Remove these %1 for good? They cannot be brought back.</translation>
    </message>
    <message>
        <source>永远去掉</source>
        <translation>Remove for good</translation>
    </message>
    <message>
        <source>不</source>
        <translation>No</translation>
    </message>
</context>
<context>
    <name>BookletDialog</name>
    <message>
        <source>诗集</source>
        <translation>Booklet</translation>
    </message>
    <message>
        <source>集名（可空）</source>
        <translation>Title (optional)</translation>
    </message>
    <message>
        <source>作者（可空）</source>
        <translation>Author (optional)</translation>
    </message>
    <message>
        <source>诗（拖动排序，Delete 去掉）</source>
        <translation>Poems (drag to order, Delete removes)</translation>
    </message>
    <message>
        <source>诗</source>
        <translation>Poems</translation>
    </message>
    <message>
        <source>目录</source>
        <translation>Table of contents</translation>
    </message>
    <message>
        <source>一首接一首，不各占一页</source>
        <translation>One after another, not a page each</translation>
    </message>
    <message>
        <source>附记</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>存为 EPUB…</source>
        <translation>Save as EPUB…</translation>
    </message>
    <message>
        <source>存为 PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
</context>
<context>
    <name>CandidatesPanel</name>
    <message>
        <source>指着一个字，看模型写它时掂量过哪些字</source>
        <translation>Point at a character to see what the model weighed there</translation>
    </message>
    <message>
        <source>第 %1 句第 %2 字：写了“%3”，可能 %4</source>
        <translation>Line %1, character %2: “%3” was written, probability %4</translation>
    </message>
    <message>
        <source>第 %1 句第 %2 字：还空着，模型会这样想</source>
        <translation>Line %1, character %2: open; what the model would think of</translation>
    </message>
</context>
<context>
    <name>CheckResult</name>
    <message>
        <source>%1 %2韵</source>
        <translation>%1, rhyme %2</translation>
    </message>
    <message>
        <source>不拘格律</source>
        <translation>No metre</translation>
    </message>
    <message>
        <source>种子 %1</source>
        <translation>seed %1</translation>
    </message>
    <message>
        <source>还空 %1 字</source>
        <translation>%1 characters still open</translation>
    </message>
    <message>
        <source>（共 %1 处）</source>
        <translation> (%1 in all)</translation>
    </message>
    <message>
        <source>合律</source>
        <translation>in metre</translation>
    </message>
    <message>
        <source>除所定之字外合律</source>
        <translation>in metre but for the given characters</translation>
    </message>
    <message>
        <source>无一句见于前人</source>
        <translation>no line found in the corpus</translation>
    </message>
    <message>
        <source>第 %1 句见于前人</source>
        <translation>line %1 is found in the corpus</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>打几个字找命令，拼音首字母也行</source>
        <translation>Type to find a command</translation>
    </message>
    <message>
        <source>找命令</source>
        <translation>Find a command</translation>
    </message>
    <message>
        <source>命令</source>
        <translation>Commands</translation>
    </message>
</context>
<context>
    <name>ComposerPanel</name>
    <message>
        <source>诗囊</source>
        <translation>诗囊 Poetgui</translation>
    </message>
    <message>
        <source>菜单</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>菜单：模型、设置、快捷键</source>
        <translation>Menu: models, settings, shortcuts</translation>
    </message>
    <message>
        <source>藏头</source>
        <translation>Acrostic</translation>
    </message>
    <message>
        <source>续写</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>自由</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>填词</source>
        <translation>Tune</translation>
    </message>
    <message>
        <source>对联</source>
        <translation>Couplet</translation>
    </message>
</context>
<context>
    <name>CopybookDialog</name>
    <message>
        <source>字帖</source>
        <translation>Copybook</translation>
    </message>
    <message>
        <source>格子</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>范字</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>每行格数</source>
        <translation>Squares a row</translation>
    </message>
    <message>
        <source>每字几遍</source>
        <translation>Times each</translation>
    </message>
    <message>
        <source>每字空格</source>
        <translation>Blanks after each</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>存为 PDF…</source>
        <translation>Save as PDF…</translation>
    </message>
</context>
<context>
    <name>DialogLauncher</name>
    <message>
        <source>改题</source>
        <translation>Change the Title</translation>
    </message>
    <message>
        <source>这首诗的题目（可空）：</source>
        <translation>Title of this poem (may be empty):</translation>
    </message>
    <message>
        <source>无</source>
        <translation>none</translation>
    </message>
    <message>
        <source>关于诗囊</source>
        <translation>About Poetgui</translation>
    </message>
    <message>
        <source>诗囊</source>
        <translation>Poetgui</translation>
    </message>
    <message>
        <source>离线写旧体诗。诗由模型写成，格律由规则保证。
模型：%1</source>
        <translation>Writes classical Chinese verse, offline. A model writes; rules keep the metre.
Model: %1</translation>
    </message>
    <message>
        <source>许可文本…</source>
        <translation>Licences…</translation>
    </message>
    <message>
        <source>程序出错</source>
        <translation>Something broke</translation>
    </message>
    <message>
        <source>这是诗囊自己的错，不是您的。请把下面的文字告诉我们。</source>
        <translation>This is our fault, not yours. Please tell us the text below.</translation>
    </message>
</context>
<context>
    <name>FileActions</name>
    <message>
        <source>图片</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>图片已复制到剪贴板。</source>
        <translation>The picture was copied to the clipboard.</translation>
    </message>
    <message>
        <source>已复制到剪贴板。</source>
        <translation>Copied to the clipboard.</translation>
    </message>
    <message>
        <source>选择模型文件夹</source>
        <translation>Choose a model&apos;s folder</translation>
    </message>
    <message>
        <source>已存为 %1</source>
        <translation>Saved as %1</translation>
    </message>
    <message>
        <source>存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>“%1”已经有了。要换掉它吗？</source>
        <translation>“%1” already exists. Replace it?</translation>
    </message>
    <message>
        <source>换掉</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>不换</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>还没有模型，纸上是前人的诗。请把训练好的模型文件夹从菜单“模型 › 导入”装入，或运行 make train 自己训练一个。</source>
        <translation>There is no model yet; the poem on the paper is an old one. Import a trained model&apos;s folder from the menu “Models”, or train one with make train.</translation>
    </message>
    <message>
        <source>左边打几个字，按回车，诗就写在纸上；点纸上的字就能换。PgUp、PgDn 翻看各首，F1 看快捷键。</source>
        <translation>Type a few characters at the left and press Enter; click one on the page to replace it. PgUp and PgDn leaf through the poems; F1 lists the keys.</translation>
    </message>
    <message>
        <source>没有找到中文输入法：请装 ibus 与 ibus-libpinyin，并在启动前设 QT_IM_MODULE=ibus。也可把字粘贴进来。</source>
        <translation>No Chinese input method was found: install ibus and ibus-libpinyin, and set QT_IM_MODULE=ibus before starting. Pasting works too.</translation>
    </message>
</context>
<context>
    <name>FormCards</name>
    <message>
        <source>随字数而定</source>
        <translation>As the input asks</translation>
    </message>
    <message>
        <source>自动</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>又名 %1</source>
        <translation>Also %1</translation>
    </message>
    <message>
        <source>句数不限</source>
        <translation>Any length</translation>
    </message>
    <message>
        <source>%1 字</source>
        <translation>%1 chars</translation>
    </message>
</context>
<context>
    <name>FormChooser</name>
    <message>
        <source>打字或拼音首字母来找</source>
        <translation>Type characters or pinyin</translation>
    </message>
    <message>
        <source>找体裁、词牌</source>
        <translation>Find a form or tune</translation>
    </message>
    <message>
        <source>体裁与词牌</source>
        <translation>Forms and tunes</translation>
    </message>
    <message>
        <source>没有找到。</source>
        <translation>Nothing found.</translation>
    </message>
</context>
<context>
    <name>FormFields</name>
    <message>
        <source>体裁</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>词牌</source>
        <translation>Tune</translation>
    </message>
    <message>
        <source> 句</source>
        <translation> lines</translation>
    </message>
    <message>
        <source>句数</source>
        <translation>Number of lines</translation>
    </message>
</context>
<context>
    <name>FreeFields</name>
    <message>
        <source>不设一字，随题目或主题而写。</source>
        <translation>Nothing is fixed; the title or the theme words lead.</translation>
    </message>
</context>
<context>
    <name>HeadsFields</name>
    <message>
        <source>藏头字</source>
        <translation>Hidden characters</translation>
    </message>
    <message>
        <source>一至三十二个汉字</source>
        <translation>1 to 32 Chinese characters</translation>
    </message>
    <message>
        <source>落位</source>
        <translation>Place in the line</translation>
    </message>
    <message>
        <source>句尾的字</source>
        <translation>At the line ends</translation>
    </message>
    <message>
        <source>藏在句尾的字</source>
        <translation>Characters hidden at the line ends</translation>
    </message>
    <message>
        <source>第 %1 字</source>
        <translation>Character %1</translation>
    </message>
    <message>
        <source>句首</source>
        <translation>First</translation>
    </message>
    <message>
        <source>句尾</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>首尾</source>
        <translation>Both ends</translation>
    </message>
    <message>
        <source>斜行</source>
        <translation>Diagonal</translation>
    </message>
    <message>
        <source>请先打几个要藏的字，如 春花秋月；或按“随机一例”。</source>
        <translation>Type a few characters to hide, such as 春花秋月, or press “Example”.</translation>
    </message>
</context>
<context>
    <name>HistoryFiles</name>
    <message>
        <source>完整，可再导入</source>
        <translation>Complete, can be imported</translation>
    </message>
    <message>
        <source>文字</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>表格</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>诗囊旧作.json</source>
        <translation>poems.json</translation>
    </message>
    <message>
        <source>导出旧作</source>
        <translation>Export the history</translation>
    </message>
    <message>
        <source>%1 首旧作已存为 %2</source>
        <translation>%1 poems were saved as %2</translation>
    </message>
    <message>
        <source>存为</source>
        <translation>Save as</translation>
    </message>
    <message>
        <source>已存为 %1</source>
        <translation>Saved as %1</translation>
    </message>
    <message>
        <source>导入旧作</source>
        <translation>Import poems</translation>
    </message>
    <message>
        <source>导入 %1 首，已有 %2 首。</source>
        <translation>%1 poems were imported, %2 were here already.</translation>
    </message>
</context>
<context>
    <name>HistoryFilter</name>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>不限</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>来历</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>写法</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>韵书</source>
        <translation>Rhyme book</translation>
    </message>
    <message>
        <source>韵</source>
        <translation>Rhyme</translation>
    </message>
    <message>
        <source>标签</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>模型</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>次序</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>全部放开</source>
        <translation>Clear all</translation>
    </message>
    <message>
        <source>自己写的</source>
        <translation>My own</translation>
    </message>
    <message>
        <source>诗囊写的</source>
        <translation>Written here</translation>
    </message>
    <message>
        <source>藏头</source>
        <translation>Acrostic</translation>
    </message>
    <message>
        <source>续写</source>
        <translation>Continuation</translation>
    </message>
    <message>
        <source>自由</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>对联</source>
        <translation>Couplet</translation>
    </message>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>七日之内</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>三十日之内</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>一年之内</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>新的在前</source>
        <translation>Newest first</translation>
    </message>
    <message>
        <source>旧的在前</source>
        <translation>Oldest first</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>今日</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>昨日</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>七日之内</source>
        <translation>Past seven days</translation>
    </message>
    <message>
        <source>%1 年 %2 月</source>
        <translation>%1-%2</translation>
    </message>
    <message>
        <source>，已收藏</source>
        <translation>, starred</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>旧作</source>
        <translation>History</translation>
    </message>
    <message>
        <source>搜索旧作</source>
        <translation>Search the history</translation>
    </message>
    <message>
        <source>只看收藏的</source>
        <translation>Only starred ones</translation>
    </message>
    <message>
        <source>只看一种体裁</source>
        <translation>Only one form</translation>
    </message>
    <message>
        <source>随便翻</source>
        <translation>Any one</translation>
    </message>
    <message>
        <source>随便打开其中一首</source>
        <translation>Open any one of these</translation>
    </message>
    <message>
        <source>搜字、题、拼音、标签</source>
        <translation>Text, title, pinyin, tag</translation>
    </message>
    <message>
        <source>旧作列表，回车打开，S 收藏，Delete 删去，→ 展开</source>
        <translation>Earlier poems; Enter opens, S stars, Delete removes, → unfolds</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>%1 首</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>没有找到。换个字试试？</source>
        <translation>Nothing found. Try another word?</translation>
    </message>
    <message>
        <source>写成的诗都会留在这里。</source>
        <translation>Every poem you write stays here.</translation>
    </message>
    <message>
        <source>所有体裁</source>
        <translation>All</translation>
    </message>
    <message>
        <source>已删去“%1”</source>
        <translation>Deleted “%1”</translation>
    </message>
    <message>
        <source>已删去 %1 首</source>
        <translation>Deleted %1 poems</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>装裱…</source>
        <translation>Poster…</translation>
    </message>
    <message>
        <source>各稿对照…</source>
        <translation>Compare versions…</translation>
    </message>
    <message>
        <source>取消收藏</source>
        <translation>Unstar</translation>
    </message>
    <message>
        <source>收藏</source>
        <translation>Star</translation>
    </message>
    <message>
        <source>标签与附记…</source>
        <translation>Tags and note…</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy the text</translation>
    </message>
    <message>
        <source>存为文字…</source>
        <translation>Save as text…</translation>
    </message>
    <message>
        <source>导出…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>编成诗集…</source>
        <translation>Make a booklet…</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>LearningDialog</name>
    <message>
        <source>学我的诗</source>
        <translation>Learn my poems</translation>
    </message>
    <message>
        <source>从诗囊自带的模型学起，它原来会的都还会。至少要三十首，越多越像；学的时候可以照常写诗。没有帮助就不装。</source>
        <translation>Starts from the model that ships, which keeps all it knows. Thirty poems at least; the more, the closer. You can go on writing meanwhile. Nothing is installed if it does not help.</translation>
    </message>
    <message>
        <source>诗的文件</source>
        <translation>Files of poems</translation>
    </message>
    <message>
        <source>加文件…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>加文件夹…</source>
        <translation>Add a folder…</translation>
    </message>
    <message>
        <source>清空</source>
        <translation>Clear</translation>
    </message>
    <message>
        <source>旧作里自己写的（%1 首）</source>
        <translation>My own poems in the history (%1)</translation>
    </message>
    <message>
        <source>旧作里收藏的（%1 首）</source>
        <translation>Starred poems in the history (%1)</translation>
    </message>
    <message>
        <source>模型和风格叫什么</source>
        <translation>Name of the model and style</translation>
    </message>
    <message>
        <source>至多几分钟</source>
        <translation>Minutes at most</translation>
    </message>
    <message>
        <source>我的诗</source>
        <translation>my-poems</translation>
    </message>
    <message>
        <source>选源码文件夹…</source>
        <translation>Choose the sources…</translation>
    </message>
    <message>
        <source>开始学</source>
        <translation>Start</translation>
    </message>
    <message>
        <source>停下</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>先读诗、写些温习用的诗，再开始学……</source>
        <translation>Reading the poems and writing some to practise on…</translation>
    </message>
    <message>
        <source>加文件</source>
        <translation>Add files</translation>
    </message>
    <message>
        <source>加文件夹</source>
        <translation>Add a folder</translation>
    </message>
    <message>
        <source>选源码文件夹</source>
        <translation>Choose the sources</translation>
    </message>
    <message>
        <source>训练用：%1</source>
        <translation>Trains with: %1</translation>
    </message>
    <message>
        <source>这里没有训练用的环境。请下载诗囊的源码，在那个文件夹里运行 make torch（Windows：py -m venv .venv，再 .venv\Scripts\pip install .[training]），然后在这里选那个文件夹。</source>
        <translation>There is nothing to train with here. Download the sources of poetgui, run make torch in their folder (Windows: py -m venv .venv, then .venv\Scripts\pip install .[training]), and choose that folder here.</translation>
    </message>
    <message>
        <source>余 %1 分</source>
        <translation>%1 min left</translation>
    </message>
    <message>
        <source>正在学……</source>
        <translation>Learning… </translation>
    </message>
    <message>
        <source>装好了，正在换上。</source>
        <translation>Installed; switching to it.</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>许可文本</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>语料</source>
        <translation>Data</translation>
    </message>
    <message>
        <source>困惑度</source>
        <translation>Perplexity</translation>
    </message>
    <message>
        <source>参数</source>
        <translation>Weights</translation>
    </message>
    <message>
        <source>字表</source>
        <translation>Vocabulary</translation>
    </message>
    <message>
        <source>训练</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>大小</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>%1 字</source>
        <translation>%1 characters</translation>
    </message>
    <message>
        <source>%1 首：%2</source>
        <translation>%1 poems: %2</translation>
    </message>
    <message>
        <source>，</source>
        <translation>, </translation>
    </message>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
    <message>
        <source>示体裁 %1</source>
        <translation>form told %1</translation>
    </message>
    <message>
        <source>示格律 %1</source>
        <translation>metre told %1</translation>
    </message>
    <message>
        <source>示藏头 %1</source>
        <translation>heads told %1</translation>
    </message>
    <message>
        <source>示主题 %1</source>
        <translation>themes told %1</translation>
    </message>
    <message>
        <source>%1 遍</source>
        <translation>%1 passes</translation>
    </message>
    <message>
        <source>%1 分钟</source>
        <translation>%1 minutes</translation>
    </message>
    <message>
        <source>正在用</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>用它</source>
        <translation>Use</translation>
    </message>
    <message>
        <source>用模型 %1</source>
        <translation>Use model %1</translation>
    </message>
    <message>
        <source>删去</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>删去模型 %1</source>
        <translation>Remove model %1</translation>
    </message>
    <message>
        <source>自带</source>
        <translation>Shipped</translation>
    </message>
    <message>
        <source>诗囊自带的模型不能删去</source>
        <translation>The model that comes with the program cannot be removed</translation>
    </message>
</context>
<context>
    <name>ModelDialogs</name>
    <message>
        <source>导入模型</source>
        <translation>Import a model</translation>
    </message>
    <message>
        <source>已经装有模型“%1”。要换掉它吗？</source>
        <translation>The model “%1” is installed already. Replace it?</translation>
    </message>
    <message>
        <source>换掉</source>
        <translation>Replace</translation>
    </message>
    <message>
        <source>不换</source>
        <translation>Keep</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>模型</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>还没有模型</source>
        <translation>No model yet</translation>
    </message>
    <message>
        <source>导入模型文件夹…</source>
        <translation>Import a model&apos;s folder…</translation>
    </message>
    <message>
        <source>管理模型…</source>
        <translation>Manage models…</translation>
    </message>
</context>
<context>
    <name>ModelsDialog</name>
    <message>
        <source>模型</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>还没有模型。请导入一个训练好的模型文件夹。</source>
        <translation>No model yet. Import the folder of a trained one.</translation>
    </message>
    <message>
        <source>导入模型文件夹…</source>
        <translation>Import a model folder…</translation>
    </message>
    <message>
        <source>好</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>学我的诗…</source>
        <translation>Learn my poems…</translation>
    </message>
    <message>
        <source>已删去“%1”。关闭程序前可以撤销。</source>
        <translation>“%1” removed. It can be brought back until the program closes.</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>NewPageDialog</name>
    <message>
        <source>新写</source>
        <translation>New page</translation>
    </message>
    <message>
        <source>体裁</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>句数</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>格体</source>
        <translation>Pattern</translation>
    </message>
    <message>
        <source>空格里 ○ 是平声，● 是仄声，◐ 可平可仄，红色是韵脚。打字填入，空着的可让机器补。</source>
        <translation>In the open cells ○ wants a level tone, ● an oblique one, ◐ takes either; red ones rhyme. Type into them; the machine can fill what you leave open.</translation>
    </message>
    <message>
        <source>铺纸</source>
        <translation>Begin</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>知道了</source>
        <translation>Dismiss</translation>
    </message>
</context>
<context>
    <name>OptionFields</name>
    <message>
        <source>不拘</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>风格</source>
        <translation>Style</translation>
    </message>
    <message>
        <source>题目</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>主题</source>
        <translation>Themes</translation>
    </message>
    <message>
        <source>首数</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>种子</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>平实</source>
        <translation>Plain</translation>
    </message>
    <message>
        <source>奇崛</source>
        <translation>Daring</translation>
    </message>
    <message>
        <source>风格，可打字搜索</source>
        <translation>Style; type to search</translation>
    </message>
    <message>
        <source>中秋寄弟，可空</source>
        <translation>e.g. 中秋寄弟; optional</translation>
    </message>
    <message>
        <source>为何事而作，也是诗的题目：送友人归江南、中秋寄弟；可空</source>
        <translation>The occasion, and the poem&apos;s title: 送友人归江南 (seeing a friend off), 中秋寄弟 (to a brother at Mid-Autumn); may be empty</translation>
    </message>
    <message>
        <source>从平实到奇崛</source>
        <translation>From plain to daring</translation>
    </message>
    <message>
        <source>平实最耐读：读者盲评，给分最高；越往右用字越少见，也越险</source>
        <translation>Plain reads best: blind readers gave it the highest marks. Further right the words are rarer and riskier</translation>
    </message>
    <message>
        <source>同样的要求与种子写出同样的诗；空着则每次不同，也不重复近来写过的话</source>
        <translation>The same request and seed write the same poems; left empty, each time is different and does not repeat what was written lately</translation>
    </message>
    <message>
        <source>随机</source>
        <translation>random</translation>
    </message>
</context>
<context>
    <name>PagesPreview</name>
    <message>
        <source>前一页</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>后一页</source>
        <translation>Next page</translation>
    </message>
</context>
<context>
    <name>PoemView</name>
    <message>
        <source>第 %1 首，共 %2 首</source>
        <translation>Poem %1 of %2</translation>
    </message>
</context>
<context>
    <name>PosterDialog</name>
    <message>
        <source>装裱</source>
        <translation>Mount</translation>
    </message>
    <message>
        <source>复制图片</source>
        <translation>Copy picture</translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print…</translation>
    </message>
    <message>
        <source>看挥毫</source>
        <translation>Watch it written</translation>
    </message>
    <message>
        <source>一字一字写出来；存为 .apng 就是动画</source>
        <translation>Character by character; saved as .apng it is an animation</translation>
    </message>
    <message>
        <source>存为…</source>
        <translation>Save as…</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>PosterFields</name>
    <message>
        <source>款式</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>排向</source>
        <translation>Direction</translation>
    </message>
    <message>
        <source>笺纸</source>
        <translation>Paper</translation>
    </message>
    <message>
        <source>墨色</source>
        <translation>Ink</translation>
    </message>
    <message>
        <source>字距</source>
        <translation>Spacing</translation>
    </message>
    <message>
        <source>题目</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>上款</source>
        <translation>Dedication</translation>
    </message>
    <message>
        <source>落款</source>
        <translation>Signature</translation>
    </message>
    <message>
        <source>日期</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>印章</source>
        <translation>Seal</translation>
    </message>
    <message>
        <source>印文</source>
        <translation>Seal text</translation>
    </message>
    <message>
        <source>闲章</source>
        <translation>Second seal</translation>
    </message>
    <message>
        <source>幅面</source>
        <translation>Paper size</translation>
    </message>
    <message>
        <source>宽 × 高</source>
        <translation>Width × height</translation>
    </message>
    <message>
        <source>留白</source>
        <translation>Margin</translation>
    </message>
    <message>
        <source>图片大小</source>
        <translation>Picture size</translation>
    </message>
    <message>
        <source>挥毫每秒几字</source>
        <translation>Characters a second</translation>
    </message>
    <message>
        <source>自选图片…</source>
        <translation>Own picture…</translation>
    </message>
    <message>
        <source>如：赠友人</source>
        <translation>e.g. 赠友人</translation>
    </message>
    <message>
        <source>可空</source>
        <translation>optional</translation>
    </message>
    <message>
        <source>钉住的字用朱红</source>
        <translation>Fixed characters in red</translation>
    </message>
    <message>
        <source>边框</source>
        <translation>Frame</translation>
    </message>
    <message>
        <source>不要纸（透明 PNG）</source>
        <translation>No paper (transparent PNG)</translation>
    </message>
    <message>
        <source>自选图片</source>
        <translation>Own picture</translation>
    </message>
</context>
<context>
    <name>ReplacementPopup</name>
    <message>
        <source>换字</source>
        <translation>Replace a character</translation>
    </message>
    <message>
        <source>更多</source>
        <translation>More</translation>
    </message>
    <message>
        <source>再看十二个字  PgDn</source>
        <translation>Twelve more  PgDn</translation>
    </message>
    <message>
        <source>或直接打一个字</source>
        <translation>or type a character</translation>
    </message>
    <message>
        <source>换字：打一个字，或按 1 至 9</source>
        <translation>Replace: type a character, or press 1 to 9</translation>
    </message>
</context>
<context>
    <name>ReplacementPresenter</name>
    <message>
        <source>第 %1 句第 %2 字：%3</source>
        <translation>Line %1, character %2: %3</translation>
    </message>
    <message>
        <source>第 %1 句第 %2 字：%3，已锁定</source>
        <translation>Line %1, character %2: %3, locked</translation>
    </message>
    <message>
        <source>空，宜平声</source>
        <translation>open, level tone wanted</translation>
    </message>
    <message>
        <source>空，宜仄声</source>
        <translation>open, oblique tone wanted</translation>
    </message>
    <message>
        <source>空，平仄不拘</source>
        <translation>open, any tone</translation>
    </message>
</context>
<context>
    <name>RevisionController</name>
    <message>
        <source>还没有可用的模型，不能重写；可以直接打字来换。</source>
        <translation>There is no model yet, so nothing can be rewritten; characters can still be typed.</translation>
    </message>
    <message>
        <source>这首诗不合任何一种体裁，不能重写；可以直接打字来改。</source>
        <translation>This poem is of no known form, so it can&apos;t be rewritten; you can still type into it.</translation>
    </message>
    <message>
        <source>这里每个字都锁住了，没有可重写的；按 L 解锁。</source>
        <translation>Every character here is locked; free some with L first.</translation>
    </message>
</context>
<context>
    <name>RhymeDialog</name>
    <message>
        <source>韵部检索</source>
        <translation>Rhyme groups</translation>
    </message>
    <message>
        <source>一个字</source>
        <translation>Character</translation>
    </message>
    <message>
        <source>要查的字</source>
        <translation>Character to look up</translation>
    </message>
    <message>
        <source>读音与同韵的字</source>
        <translation>Readings and characters that rhyme</translation>
    </message>
    <message>
        <source>复制同韵字</source>
        <translation>Copy the group</translation>
    </message>
    <message>
        <source>好</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>打一个汉字，繁简皆可。</source>
        <translation>Type one Chinese character, simplified or traditional.</translation>
    </message>
    <message>
        <source>这部韵书没有收这个字。</source>
        <translation>This rhyme book does not have the character.</translation>
    </message>
    <message>
        <source>常读此声</source>
        <translation>usual</translation>
    </message>
    <message>
        <source>如 %1</source>
        <translation>as in %1</translation>
    </message>
    <message>
        <source>同韵 %1 字</source>
        <translation>%1 that rhyme</translation>
    </message>
</context>
<context>
    <name>RhymeFields</name>
    <message>
        <source>韵书</source>
        <translation>Book</translation>
    </message>
    <message>
        <source>韵部</source>
        <translation>Rhyme</translation>
    </message>
    <message>
        <source>韵部，可打字搜索</source>
        <translation>Rhyme group, type to search</translation>
    </message>
    <message>
        <source>依次作韵脚的字，如 中风空同</source>
        <translation>Rhyme characters in order, e.g. 中风空同</translation>
    </message>
    <message>
        <source>限韵的字</source>
        <translation>Rhyme characters</translation>
    </message>
    <message>
        <source>把要和的诗贴在这里，用它的韵字</source>
        <translation>Paste the poem to answer; its rhymes are kept</translation>
    </message>
    <message>
        <source>要和的诗</source>
        <translation>Poem to answer</translation>
    </message>
    <message>
        <source>随体裁</source>
        <translation>The form&apos;s own</translation>
    </message>
    <message>
        <source>不拘格律</source>
        <translation>No metre</translation>
    </message>
    <message>
        <source>随意</source>
        <translation>Any</translation>
    </message>
    <message>
        <source>限韵：指定韵字</source>
        <translation>Given characters</translation>
    </message>
    <message>
        <source>次韵：和一首诗</source>
        <translation>Answer a poem</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>复原</source>
        <translation>Undo changes</translation>
    </message>
    <message>
        <source>好</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>编辑…（共 %1 个）</source>
        <translation>Edit… (%1 in all)</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>各处</source>
        <translation>In one place</translation>
    </message>
    <message>
        <source>输入处：落笔</source>
        <translation>Input: write</translation>
    </message>
    <message>
        <source>回车</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>纸上：翻看各首；选了字则移动</source>
        <translation>Page: leaf; move the selection</translation>
    </message>
    <message>
        <source>纸上：选字、换字</source>
        <translation>Page: select and replace</translation>
    </message>
    <message>
        <source>纸上：多选几字</source>
        <translation>Page: select several</translation>
    </message>
    <message>
        <source>纸上：移动此句</source>
        <translation>Page: move the line</translation>
    </message>
    <message>
        <source>纸上：清空所选</source>
        <translation>Page: clear the selection</translation>
    </message>
    <message>
        <source>并排：选用</source>
        <translation>Side by side: choose</translation>
    </message>
    <message>
        <source>换字：选用</source>
        <translation>Replacing: choose</translation>
    </message>
    <message>
        <source>换字：移到邻字</source>
        <translation>Replacing: next character</translation>
    </message>
    <message>
        <source>换字：更多</source>
        <translation>Replacing: more</translation>
    </message>
    <message>
        <source>换字：收起</source>
        <translation>Replacing: close</translation>
    </message>
    <message>
        <source>旧作：打开</source>
        <translation>History: open</translation>
    </message>
    <message>
        <source>旧作：收藏</source>
        <translation>History: star</translation>
    </message>
    <message>
        <source>旧作：复制</source>
        <translation>History: copy</translation>
    </message>
    <message>
        <source>旧作：删去</source>
        <translation>History: delete</translation>
    </message>
</context>
<context>
    <name>SurpriseLegend</name>
    <message>
        <source>意料之中</source>
        <translation>expected</translation>
    </message>
    <message>
        <source>寻常</source>
        <translation>usual</translation>
    </message>
    <message>
        <source>新鲜</source>
        <translation>fresh</translation>
    </message>
    <message>
        <source>出人意表</source>
        <translation>surprising</translation>
    </message>
    <message>
        <source>百里挑一</source>
        <translation>1 in 100</translation>
    </message>
    <message>
        <source>千里挑一</source>
        <translation>1 in 1,000</translation>
    </message>
    <message>
        <source>万里挑一</source>
        <translation>1 in 10,000</translation>
    </message>
    <message>
        <source>底色越深，模型越想不到这个字</source>
        <translation>The deeper the shade, the less the model expected the character</translation>
    </message>
</context>
<context>
    <name>TextFields</name>
    <message>
        <source>起句</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>一个字、一句或几句，标点可有可无，繁简皆可</source>
        <translation>One character to several lines, with or without punctuation</translation>
    </message>
    <message>
        <source>请先打起首的字句，如 白日依山尽；或按“随机一例”。</source>
        <translation>Type an opening, such as 白日依山尽, or press “Example”.</translation>
    </message>
</context>
<context>
    <name>ThemeChips</name>
    <message>
        <source>秋夜、思乡，可空</source>
        <translation>e.g. 秋夜 思乡; optional</translation>
    </message>
    <message>
        <source>主题词</source>
        <translation>Theme words</translation>
    </message>
    <message>
        <source>打一个词，按空格添上；点词或按退格键删去</source>
        <translation>Type a word and a space to add it; click it, or Backspace, to remove it</translation>
    </message>
    <message>
        <source>%1（模型不识）</source>
        <translation>%1 (unknown to the model)</translation>
    </message>
    <message>
        <source>删去主题词 %1</source>
        <translation>Remove the theme word %1</translation>
    </message>
</context>
<context>
    <name>TuneFields</name>
    <message>
        <source>按词牌填词，随题目或主题而写。</source>
        <translation>Lyrics to a tune; the title or the theme words lead.</translation>
    </message>
</context>
<context>
    <name>UpperFields</name>
    <message>
        <source>上联</source>
        <translation>Upper line</translation>
    </message>
    <message>
        <source>四至十一字；长联用标点分开</source>
        <translation>4 to 11 characters; longer ones with marks</translation>
    </message>
    <message>
        <source>请先打上联，如 春风大雅能容物；或按“随机一例”。</source>
        <translation>Type an upper line first, such as 春风大雅能容物; or press Example.</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>各稿对照</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>各稿</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>打开这一稿</source>
        <translation>Open this version</translation>
    </message>
    <message>
        <source>以这一稿为准</source>
        <translation>Make this the newest</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>手改</source>
        <translation>By hand</translation>
    </message>
    <message>
        <source>改写</source>
        <translation>Rewritten</translation>
    </message>
    <message>
        <source>改前</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>改后</source>
        <translation>After</translation>
    </message>
    <message>
        <source>初稿</source>
        <translation>First version</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>诗囊</source>
        <translation>Poetgui</translation>
    </message>
</context>
<context>
    <name>WordsDialog</name>
    <message>
        <source>避用的字词</source>
        <translation>Words to avoid</translation>
    </message>
    <message>
        <source>这里列的字词，写诗、重写与换字时都不会用。一行一个，繁简皆可。</source>
        <translation>Words listed here are not used in writing, rewriting or replacing. One a line, in either script.</translation>
    </message>
    <message>
        <source>避用的字词，一行一个</source>
        <translation>Words to avoid, one a line</translation>
    </message>
    <message>
        <source>不知
何处
愁</source>
        <translation>不知
何处
愁</translation>
    </message>
    <message>
        <source>您自己钉的字（藏头、起句、锁住的字）照写不误。在世者的姓名、骂人的话，程序一概不判断：只避开列在这里的。</source>
        <translation>What you pin yourself (heads, openings, locked characters) is written all the same. The program does not judge names of living people or slurs: it avoids only what stands in this list.</translation>
    </message>
    <message>
        <source>好</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>共 %1 个</source>
        <translation>%1 in all</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>还没有可用的模型，写不了诗。请从菜单“模型”导入一个模型文件夹。</source>
        <translation>No model is installed, so nothing can be written. Import a model&apos;s folder from the menu “Models”.</translation>
    </message>
</context>
<context>
    <name>WriteBar</name>
    <message>
        <source>停笔</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>落笔</source>
        <translation>Write</translation>
    </message>
    <message>
        <source>回车，或 Ctrl+回车</source>
        <translation>Enter, or Ctrl+Enter</translation>
    </message>
    <message>
        <source>随机一例</source>
        <translation>Example</translation>
    </message>
    <message>
        <source>另作</source>
        <translation>Another</translation>
    </message>
    <message>
        <source>同样的题，换一个种子再写</source>
        <translation>The same request with a new seed</translation>
    </message>
    <message>
        <source>同题再作</source>
        <translation>Same again</translation>
    </message>
    <message>
        <source>同样的题、同一个种子：得到同样的诗</source>
        <translation>The same request and seed: the same poems</translation>
    </message>
    <message>
        <source>种子 %1</source>
        <translation>seed %1</translation>
    </message>
    <message>
        <source>写诗的进度</source>
        <translation>Progress</translation>
    </message>
</context>
</TS>

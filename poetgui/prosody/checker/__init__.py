"""格律检测: text into lines, lines into verdicts."""

"""Forms, tones, rhyme books and the checker 格律检测."""

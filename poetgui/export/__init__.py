"""What leaves the program: text, and one painter for screen, picture, SVG and PDF."""

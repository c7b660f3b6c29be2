"""Forms 体裁 and the grids that they lay out: verse, tunes 词牌, couplets 对联."""

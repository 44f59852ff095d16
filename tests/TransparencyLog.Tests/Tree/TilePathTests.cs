using Referrals.TransparencyLog.Tiles;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Tree;

public sealed class TilePathTests
{
    [Theory]
    [InlineData("tile/0/000", 0, 0, 256)]
    [InlineData("tile/0/x001/x234/067", 0, 1_234_067, 256)]
    [InlineData("tile/1/000.p/17", 1, 0, 17)]
    [InlineData("tile/0/x273/001.p/112", 0, 273_001, 112)]
    [InlineData("tile/entries/x001/000.p/255", TilePath.Entries, 1000, 255)]
    [InlineData("tile/63/000.p/1", 63, 0, 1)]
    public void A_path_is_read_and_written_as_tlog_tiles_says(string text, int level, long index, int width)
    {
        Assert.Equal(new TilePath(level, index, width), TilePath.TryParse(text));
        Assert.Equal(text, new TilePath(level, index, width).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("tile")]
    [InlineData("tile/0")]
    [InlineData("tile/0/")]
    [InlineData("tile/64/000")]
    [InlineData("tile/-1/000")]
    [InlineData("tile/00/000")]
    [InlineData("tile/0/0")]
    [InlineData("tile/0/0000")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/x001")]
    [InlineData("tile/0/000.p/0")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/000.p")]
    [InlineData("tile/0/000.p/")]
    [InlineData("tile/0/000.q/1")]
    [InlineData("tile/entries/-01")]
    [InlineData("tile/data/000")]
    [InlineData("tile/0/../0/000")]
    [InlineData("tile/0/x999/x999/x999/x999/x999/x999/x999/999")]
    [InlineData("tile/0/٠٠٠")]
    public void What_is_no_path_is_none(string text) => Assert.Null(TilePath.TryParse(text));
}

using System.Globalization;
using Referrals.Testing;
using Referrals.TransparencyLog.Tests.Bundles;
using Xunit;

namespace Referrals.LogInterop.Tests;

/// <summary>An exported log is read and verified by Go's packages note and tlog (Debian: golang-go, golang-golang-x-mod-dev).</summary>
public sealed class ReadLogTests : IClassFixture<ReadLog>, IDisposable
{
    private readonly ReadLog program;
    private readonly TempDirectory directory = new();

    public ReadLogTests(ReadLog program) => this.program = program;

    [Theory]
    [InlineData(0, 4)]
    [InlineData(247, 200)]
    [InlineData(300, 256)]
    [InlineData(700, 300)]
    public async Task Every_record_is_in_the_tree_and_the_tree_only_grew(int others, int earlier)
    {
        var log = TestLog.Of(others);
        log.Write(directory.Path);
        var (code, output) = await program.RunAsync(directory.Path, earlier.ToString(CultureInfo.InvariantCulture));
        Assert.Equal((0, $"{log.Leaves.Count} records, {earlier} before\n"), (code, output));
    }

    [Fact]
    public async Task A_record_that_was_altered_is_refused()
    {
        TestLog.Of(300).Write(directory.Path);
        var bundle = Path.Combine(directory.Path, "tile", "entries", "000");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        Assert.Equal(1, (await program.RunAsync(directory.Path, "5")).Code);
    }

    [Fact]
    public async Task A_checkpoint_that_was_altered_is_refused()
    {
        TestLog.Of(300).Write(directory.Path);
        var checkpoint = Path.Combine(directory.Path, "checkpoint");
        await File.WriteAllTextAsync(checkpoint, (await File.ReadAllTextAsync(checkpoint)).Replace("\n309\n", "\n308\n", StringComparison.Ordinal));
        Assert.Equal(1, (await program.RunAsync(directory.Path, "5")).Code);
    }

    public void Dispose() => directory.Dispose();
}

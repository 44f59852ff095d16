using Referrals.Testing;
using Referrals.TransparencyLog.Trust;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>An exported log, as it should be.</summary>
public sealed class LogVerifierTests : IDisposable
{
    private readonly TempDirectory directory = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(247)]
    [InlineData(248)]
    [InlineData(503)]
    [InlineData(700)]
    [InlineData(66_000)]
    public void A_log_of_any_size_is_sound(int others)
    {
        var log = TestLog.Of(others);
        log.Write(directory.Path);
        var report = LogVerifier.Verify(directory.Path, Trusting());
        Assert.Empty(report.Findings);
        Assert.Equal(log.Leaves.Count, report.Leaves);
        Assert.Equal(log.Leaves.Count, report.Types.Values.Sum());
        Assert.Equal(["uk-nca"], report.AnchoredBy);
        Assert.Equal(KeyOrigin.Succession, Assert.Single(report.Keys).Origin);
    }

    [Fact]
    public void An_empty_log_is_sound()
    {
        new TestLog().Write(directory.Path);
        Assert.Empty(LogVerifier.Verify(directory.Path, new VerifyOptions()).Findings);
    }

    [Fact]
    public void Without_a_key_of_ones_own_it_says_that_the_key_came_with_the_log()
    {
        TestLog.Of(20).Write(directory.Path);
        var report = LogVerifier.Verify(directory.Path, new VerifyOptions());
        Assert.True(report.IsSound);
        Assert.Equal(KeyOrigin.Bundle, Assert.Single(report.Keys).Origin);
        Assert.Empty(report.AnchoredBy);
        Assert.Equal([TestLog.WitnessKey.Name], report.OtherWitnesses);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(256)]
    [InlineData(300)]
    [InlineData(709)]
    public void It_is_consistent_with_each_earlier_checkpoint(int size)
    {
        var log = TestLog.Of(700);
        log.Write(directory.Path);
        var report = LogVerifier.Verify(directory.Path, Trusting() with { Earlier = log.Checkpoint(size) });
        Assert.Empty(report.Findings);
        Assert.Equal(size, report.ConsistentWith);
    }

    [Theory]
    [InlineData(10, 11)]
    [InlineData(255, 256)]
    [InlineData(256, 700)]
    [InlineData(300, 600)]
    [InlineData(512, 700)]
    public void An_export_goes_on_from_an_earlier_one(int first, int second)
    {
        var log = TestLog.Of(700);
        log.Write(directory.Path, first);
        log.Write(directory.Path, second);
        Assert.Empty(LogVerifier.Verify(directory.Path, Trusting() with { Earlier = log.Checkpoint(first) }).Findings);
    }

    [Fact]
    public void An_export_of_another_log_is_not_gone_on_with()
    {
        TestLog.Of(20).Write(directory.Path, 15);
        var other = new TestLog();
        for (var i = 0; i < 20; i++)
            other.Add("intake", "referrals/other", "received");
        Assert.Throws<InvalidDataException>(() => other.Write(directory.Path));
        Assert.Equal(15, LogVerifier.Verify(directory.Path, Trusting()).Leaves);
    }

    public void Dispose() => directory.Dispose();

    internal static VerifyOptions Trusting() => new()
    {
        LogKeys = [TestLog.OldKey],
        Witnesses = [new TrustedWitness("uk-nca", TestLog.WitnessKey)],
        Required = 1,
    };
}

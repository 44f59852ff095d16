using Referrals.Platform.Credentials;
using Referrals.Testing;

namespace Referrals.Identity.Tests;

public sealed class SecretFileTests
{
    [Fact]
    public async Task Whoever_makes_a_secret_at_the_same_time_gets_the_same_one()
    {
        using var directory = new TempDirectory();
        for (var round = 0; round < 30; round++)
        {
            var file = directory.File("keys", $"{round}.key");
            using var start = new Barrier(8);
            var makers = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Convert.ToHexString(SecretFile.ReadOrCreate(file));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default));

            Assert.Single((await Task.WhenAll(makers)).Distinct());
        }
    }
}

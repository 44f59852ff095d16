using System.Globalization;
using System.Text;
using Referrals.Testing.Canaries;
using Referrals.Testing.Processes;

namespace Referrals.EndToEnd.Abuse;

/// <summary>An exchange in a process of its own, which hostile input is sent to; and how it took that.</summary>
public sealed class HostileExchange : IAsyncLifetime
{
    private const int AtOnce = 32;

    // Above what a process of this size takes while its code is still being compiled and its heap finds its size.
    private const double SmallMebibytes = 700;
    private const double Growth = 1.25;
    private EmbeddedExchange? exchange;

    public ExchangeAccess Access => Running.Access;

    public string DataDirectory => Running.DataDirectory;

    private EmbeddedExchange Running => exchange ?? throw new InvalidOperationException("not started");

    public async Task InitializeAsync() => exchange = await EmbeddedExchange.StartAsync();

    public async Task DisposeAsync()
    {
        if (exchange is not null)
            await exchange.DisposeAsync();
    }

    /// <summary>
    /// Sends inputs, made one after another and sent many at once, until one is answered as it must not be; and sees that the exchange
    /// is still there, takes referrals, has not grown and wrote no stack trace and no word of content.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="next">Makes the next; what it returns sends it, and says what is wrong with the answer.</param>
    /// <returns>A line about it.</returns>
    public async Task<string> TakesAsync(int count, Func<Func<Task<string?>>> next)
    {
        var early = 0.0;
        for (var done = 0; done < count; done += AtOnce)
        {
            var sent = Enumerable.Range(0, AtOnce).Select(_ => next()).ToList();
            Assert.Empty((await Task.WhenAll(sent.Select(send => send()))).OfType<string>());
            if (done <= count / 4)
                early = Running.Process.ResidentMebibytes;
        }

        Assert.False(Running.Process.HasExited);
        Assert.NotEmpty(await new Users(Access).SubmitAsync());
        var late = Running.Process.ResidentMebibytes;
        Assert.InRange(late, 0, Math.Max(early * Growth, SmallMebibytes));
        var log = Running.Process.ReadLog();
        var trace = log.IndexOf("   at ", StringComparison.Ordinal);
        Assert.True(trace < 0, trace < 0 ? "" : $"the log has a stack trace: {log[Math.Max(0, trace - 500)..Math.Min(log.Length, trace + 1500)]}");
        Assert.Empty(CanarySearch.InBytes(Encoding.UTF8.GetBytes(log)));
        return string.Create(CultureInfo.InvariantCulture, $"{count} inputs; {early:0} MiB after a quarter, {late:0} MiB at the end");
    }
}

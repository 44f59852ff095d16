using Referrals.Contracts;
using Xunit;

namespace Referrals.Platform.Tests.Storage;

public sealed class ThreadsTests
{
    [Fact]
    public void Every_store_may_hold_threads_while_its_disk_works_and_there_are_still_some_for_others()
    {
        ThreadPool.GetMinThreads(out var threads, out _);

        // One that writes and one that reads; a service's process has the same as this one.
        Assert.InRange(threads, (2 * Topology.Services.Count) + 1, int.MaxValue);
    }
}

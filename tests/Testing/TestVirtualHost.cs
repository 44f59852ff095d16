namespace Referrals.Testing;

/// <summary>A virtual host of one test or test class: exchanges and queues that nobody else sees.</summary>
public sealed class TestVirtualHost : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly string _name;
    private bool _removed;

    private TestVirtualHost(Broker broker, string name)
    {
        _broker = broker;
        _name = name;
        Address = new UriBuilder(broker.Address) { Path = name }.Uri;
    }

    /// <summary>With user and password.</summary>
    public Uri Address { get; }

    internal static async Task<TestVirtualHost> CreateAsync(Broker broker, string name)
    {
        await broker.AddVirtualHost(name);
        return new TestVirtualHost(broker, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_removed)
        {
            _removed = true;
            await _broker.RemoveVirtualHost(_name);
        }
    }
}

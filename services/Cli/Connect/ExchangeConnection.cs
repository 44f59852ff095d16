using System.Collections.Concurrent;
using Referrals.Operations.V1;

namespace Referrals.Cli.Connect;

/// <summary>A running exchange, as its clients reach it.</summary>
internal sealed class ExchangeConnection : IDisposable
{
    private readonly ExchangeAddresses addresses;
    private readonly ExchangeTls tls;
    private readonly ExchangeChannels channels;
    private readonly CredentialFiles credentials;
    private readonly CallPatience patience;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, ExchangeClients> clients = new();
    private readonly ConcurrentBag<ExchangeChannels> apart = [];

    private ExchangeConnection(ExchangeAddresses addresses, CredentialFiles credentials, ExchangeTls tls, CallPatience patience, TimeProvider time)
    {
        this.tls = tls;
        channels = new ExchangeChannels(tls);
        this.addresses = addresses;
        this.credentials = credentials;
        this.patience = patience;
        this.time = time;
    }

    public CredentialFiles Credentials => credentials;

    /// <summary>Finds the exchange; nothing is called yet.</summary>
    /// <exception cref="ExchangeUnreachableException">There is none.</exception>
    public static async Task<ExchangeConnection> OpenAsync(
        ExchangeLocation location, string? credential, CallPatience patience, TimeProvider time, CancellationToken cancellationToken)
    {
        var tls = new ExchangeTls(location.Data);
        var addresses = new ExchangeAddresses(location, tls, time);
        await addresses.GetAsync(cancellationToken);
        return new ExchangeConnection(addresses, new CredentialFiles(location.Data, credential), tls, patience, time);
    }

    /// <summary>The clients of every service, called as this principal.</summary>
    /// <exception cref="NoCredentialException">There is no credential of the principal.</exception>
    public ExchangeClients As(string principal) => clients.GetOrAdd(principal, name => new ExchangeClients(service => Invoker(service, name, shared: true)));

    /// <summary>As <see cref="As"/>, over connections that are shared with no other caller.</summary>
    public ExchangeClients Apart(string principal) => new(service => Invoker(service, principal, shared: false));

    /// <summary>The services of each process that answers gRPC, in the order of their addresses.</summary>
    public async Task<IReadOnlyList<string>> ListProcessesAsync(CancellationToken cancellationToken)
    {
        var file = await addresses.GetAsync(cancellationToken);
        return [.. file.Processes.Select(process => string.Join(", ", file.Grpc.Where(service => service.Value == process).Select(service => service.Key)))];
    }

    /// <summary>The operations of each process, in the order of their addresses.</summary>
    public IReadOnlyList<OperationsService.OperationsServiceClient> Operations(int processes, string principal) =>
        [.. Enumerable.Range(0, processes).Select(number => new OperationsService.OperationsServiceClient(
            Make(file => file.Processes[Math.Min(number, file.Processes.Count - 1)], principal, shared: true)))];

    public void Dispose()
    {
        channels.Dispose();
        foreach (var used in apart)
            used.Dispose();
        addresses.Dispose();
    }

    private ServiceInvoker Invoker(string service, string principal, bool shared) => Make(
        file => file.Grpc.GetValueOrDefault(service) ?? throw new ExchangeUnreachableException($"{addresses.Location} names no address of the service '{service}'"),
        principal,
        shared);

    private ServiceInvoker Make(Func<ExchangeFile, Uri> select, string principal, bool shared)
    {
        var used = shared ? channels : new ExchangeChannels(tls);
        if (!shared)
            apart.Add(used);
        return new ServiceInvoker(
            async cancellationToken => used.To(select(await addresses.GetAsync(cancellationToken)), principal).CreateCallInvoker(),
            addresses.RefreshAsync,
            tls.HasCertificate(principal) ? null : credentials.Token(principal),
            patience,
            time);
    }
}

using System.CommandLine;
using Google.Protobuf;
using Referrals.Cli.Connect;
using Referrals.Cli.Documents;
using Referrals.Cli.Errors;
using Spectre.Console;

namespace Referrals.Cli.CommandLine;

/// <summary>One run of a command: its options, the exchange that it calls, and where its result goes.</summary>
internal sealed class Invocation(ParseResult parsed, Terminal terminal, TimeProvider time, CancellationToken cancellationToken) : IDisposable
{
    private readonly string requestId = $"cli.{Guid.NewGuid():N}";
    private ExchangeConnection? connection;

    public Terminal Terminal => terminal;

    public CancellationToken CancellationToken => cancellationToken;

    public TimeProvider Time => time;

    public bool Json => parsed.GetValue(CommonOptions.Json);

    /// <summary>The data directory, absolute.</summary>
    public string Data => Path.GetFullPath(parsed.GetValue(CommonOptions.Data)!);

    /// <summary>Where the exchange is.</summary>
    public ExchangeLocation Location => parsed.GetValue(CommonOptions.Exchange) is not { } exchange ? ExchangeLocation.InDirectory(Data)
        : Uri.TryCreate(exchange, UriKind.Absolute, out var web) && web.Scheme is "http" or "https" ? ExchangeLocation.At(web, Data)
        : throw new UsageException("--exchange must be an address such as http://localhost:8080");

    /// <summary>Who calls: <c>--as</c>, or the environment, or the default of the command; empty when only a token is given.</summary>
    public string Principal { get; private set; } = "";

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    /// <summary>A code; unspecified when it was not given.</summary>
    public T Get<T>(Option<T?> option)
        where T : struct, Enum => parsed.GetValue(option) ?? default;

    /// <summary>Every value that was given.</summary>
    public T[] Get<T>(Option<T[]> option) => parsed.GetValue(option) ?? [];

    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;

    public bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>The request id of this run, or of one of its requests. A retry repeats it.</summary>
    public string RequestId(string suffix = "") => suffix.Length == 0 ? requestId : $"{requestId}.{suffix}";

    /// <summary>Finds the exchange.</summary>
    public async Task<ExchangeConnection> ConnectAsync() =>
        connection ??= await ExchangeConnection.OpenAsync(Location, Token, CallPatience.Interactive, time, cancellationToken);

    /// <summary>The exchange, called as the principal of this run.</summary>
    /// <param name="otherwise">Who calls when nobody is named.</param>
    public async Task<ExchangeClients> CallAsync(string? otherwise = null)
    {
        var exchange = await ConnectAsync();
        Principal = parsed.GetValue(CommonOptions.As) ?? terminal.Environment(CommonOptions.AsVariable) ?? otherwise ?? "";
        if (Principal.Length == 0 && Token is null)
            throw new NoCredentialException($"say who calls with --as, or in ${CommonOptions.AsVariable}. {exchange.Credentials.Available()}");
        return exchange.As(Principal);
    }

    /// <summary>Prints a message: as JSON, or as people read it.</summary>
    public int Show(IMessage message, Action<IAnsiConsole> human)
    {
        if (Json)
            terminal.Out.WriteLine(Document.Write(message));
        else
            human(terminal.Tables());
        return ExitCode.Done;
    }

    public void Dispose() => connection?.Dispose();

    private string? Token => terminal.Environment(CommonOptions.CredentialVariable) is { Length: > 0 } token ? token : null;
}

using System.Text.Json;

namespace Referrals.Cli.Connect;

/// <summary>Where the services of an exchange answer; read again when one no longer does, since a restart may move it.</summary>
internal sealed class ExchangeAddresses(ExchangeLocation location, ExchangeTls tls, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient http = new(tls.Handler(null)) { Timeout = Patience };
    private ExchangeFile? file;

    public ExchangeLocation Location => location;

    /// <summary>The addresses as last read.</summary>
    public async ValueTask<ExchangeFile> GetAsync(CancellationToken cancellationToken) => file ??= await ReadAsync(cancellationToken);

    /// <summary>Reads the addresses again; keeps the earlier ones when that fails, so that an outage can be waited for.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            file = await ReadAsync(cancellationToken);
        }
        catch (ExchangeUnreachableException) when (file is not null)
        {
            // The next attempt reads it again.
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<ExchangeFile> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ExchangeFile.Parse(location.Web is { } web
                ? await http.GetStringAsync(new Uri(web, "/exchange.json"), cancellationToken).WaitAsync(Patience, time, cancellationToken)
                : await File.ReadAllTextAsync(Path.Combine(location.Data, "exchange.json"), cancellationToken));
        }
        catch (JsonException exception)
        {
            throw new ExchangeUnreachableException($"{location} cannot be read: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or TimeoutException
            || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ExchangeUnreachableException(
                location.Web is null
                    ? $"no exchange is running on {location.Data}: there is no readable exchange.json (start one, or name its directory with --data)"
                    : $"no exchange answers at {location.Web}",
                exception);
        }
    }
}

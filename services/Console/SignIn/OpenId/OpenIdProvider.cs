using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>The provider: what it says of itself, read again at times, and the exchange of a code for an ID token.</summary>
internal sealed class OpenIdProvider : IDisposable
{
    private const int LargestAnswer = 256 * 1024;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);
    private readonly OpenIdOptions options;
    private readonly HttpClient http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> configurations;

    public OpenIdProvider(IOptions<OpenIdOptions> options)
    {
        this.options = options.Value;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = LongestAnswer,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        configurations = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{this.options.Issuer.TrimEnd('/')}/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = !new Uri(this.options.Issuer).IsLoopback });
    }

    /// <summary>What the provider says of itself.</summary>
    /// <exception cref="OpenIdException">It cannot be asked, or is another.</exception>
    public async Task<OpenIdConnectConfiguration> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var configuration = await configurations.GetConfigurationAsync(cancellationToken);
            return configuration.Issuer == options.Issuer && OpenIdOptions.IsPrivate(configuration.AuthorizationEndpoint) && OpenIdOptions.IsPrivate(configuration.TokenEndpoint)
                ? configuration
                : throw new OpenIdException("provider_is_another");
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException)
        {
            throw new OpenIdException("provider_away");
        }
    }

    /// <summary>The keys that it signs with may have changed: they are read again at the next occasion, every few minutes at most.</summary>
    public void ReadAgain() => configurations.RequestRefresh();

    /// <summary>The ID token that a code of this attempt stands for.</summary>
    /// <exception cref="OpenIdException">It stands for none.</exception>
    public async Task<string> RedeemAsync(OpenIdConnectConfiguration configuration, OpenIdAttempt attempt, string code, string callback, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, configuration.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = callback,
                ["client_id"] = options.ClientId,
                ["code_verifier"] = attempt.Verifier,
            }),
        };
        if (options.ClientSecretFile.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Secret());
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new OpenIdException("code_refused");
            using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return answer.RootElement.GetProperty("id_token").GetString() ?? throw new OpenIdException("no_id_token");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new OpenIdException("no_id_token");
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OpenIdException("provider_away");
        }
    }

    public void Dispose() => http.Dispose();

    private string Secret() => Convert.ToBase64String(Encoding.UTF8.GetBytes(
        $"{Uri.EscapeDataString(options.ClientId)}:{Uri.EscapeDataString(File.ReadAllText(options.ClientSecretFile).Trim())}"));
}

using Microsoft.Extensions.Options;

namespace Referrals.Console.SignIn.OpenId;

/// <summary>Sends a person to the provider.</summary>
internal static class OpenIdEndpoint
{
    /// <summary>Where a person begins; the provider's answer is taken below it.</summary>
    public const string Path = "/sign-in/openid";

    /// <summary>Where the provider sends the person back.</summary>
    public const string Callback = Path + "/callback";

    /// <summary>Where the provider says that somebody signed out with it.</summary>
    public const string Logout = Path + "/logout";

    public static void MapOpenId(this WebApplication app)
    {
        app.MapGet(Path, BeginAsync);
        app.MapPost(Logout, (HttpContext context, ProviderSignOut signOut) => signOut.TakeAsync(context));
    }

    /// <summary>The callback as the provider knows it.</summary>
    public static string CallbackOf(HttpContext context, OpenIdOptions options) =>
        $"{(options.Address.Length > 0 ? options.Address.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}")}{Callback}";

    private static async Task<IResult> BeginAsync(HttpContext context, OpenIdProvider provider, OpenIdAttempts attempts, IOptions<OpenIdOptions> options, ILogger<OpenIdProvider> logger, string? returnUrl)
    {
        try
        {
            var configuration = await provider.ReadAsync(context.RequestAborted);
            var attempt = attempts.Begin(context, returnUrl ?? "/");
            var query = QueryString.Create(new Dictionary<string, string?>
            {
                ["response_type"] = "code",
                ["scope"] = "openid",
                ["client_id"] = options.Value.ClientId,
                ["redirect_uri"] = CallbackOf(context, options.Value),
                ["state"] = attempt.State,
                ["nonce"] = attempt.Nonce,
                ["code_challenge"] = attempt.Challenge,
                ["code_challenge_method"] = "S256",
            });
            return Results.Redirect($"{configuration.AuthorizationEndpoint}{(configuration.AuthorizationEndpoint.Contains('?', StringComparison.Ordinal) ? $"&{query.Value![1..]}" : query.Value)}");
        }
        catch (OpenIdException exception)
        {
            logger.SignInRefused(exception.Reason);
            return Results.Redirect("/sign-in?refused=1");
        }
    }
}

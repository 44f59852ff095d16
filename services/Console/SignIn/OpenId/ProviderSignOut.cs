namespace Referrals.Console.SignIn.OpenId;

/// <summary>Ends the sessions of whoever signed out with the provider, when the provider says so by itself.</summary>
internal sealed class ProviderSignOut(OpenIdProvider provider, LogoutTokens tokens, UsedTokens used, SessionStore sessions, ILogger<ProviderSignOut> logger)
{
    private const string Parameter = "logout_token";

    public async Task<IResult> TakeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : throw new OpenIdException("form");
            var token = await ReadAsync(form[Parameter].ToString(), context.RequestAborted);
            if (!used.Take(token.Id))
                throw new OpenIdException("used");
            var ended = sessions.End(token.Ends);
            logger.SignedOutByProvider(ended);
            return Results.Ok();
        }
        catch (Exception exception) when (exception is OpenIdException or InvalidDataException or BadHttpRequestException)
        {
            logger.SignOutRefused((exception as OpenIdException)?.Reason ?? "form");
            return Results.Json(new { error = "invalid_request" }, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private async Task<LogoutToken> ReadAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            return await tokens.ReadAsync(token, await provider.ReadAsync(cancellationToken));
        }
        catch (OpenIdException exception) when (IdTokens.IsOfUnknownKey(exception))
        {
            provider.ReadAgain();
            return await tokens.ReadAsync(token, await provider.ReadAsync(cancellationToken));
        }
    }
}

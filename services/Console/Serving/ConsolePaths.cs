namespace Referrals.Console.Serving;

/// <summary>Which requests are the console's: everything on the web port that is not a call, health or the log's tiles.</summary>
internal static class ConsolePaths
{
    private static readonly PathString[] Others = ["/v1", "/health", "/log/checkpoint", "/log/tile", "/exchange.json"];

    public static bool Serve(HttpContext context) =>
        context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true
        && !Array.Exists(Others, other => context.Request.Path.StartsWithSegments(other));
}

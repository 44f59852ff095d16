using Microsoft.Net.Http.Headers;

namespace Referrals.Console.Serving;

internal static class AssetEndpoint
{
    public static void MapAssets(this WebApplication app)
    {
        app.MapGet("/assets/{hash}/{name}", (HttpContext context, AssetFiles assets) =>
        {
            if (assets.Find(context.Request.Path) is not { } asset)
                return Results.NotFound();
            var headers = context.Response.Headers;
            headers.CacheControl = "public, max-age=31536000, immutable";
            headers.Vary = HeaderNames.AcceptEncoding;
            var compressed = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
            if (compressed)
                headers.ContentEncoding = "gzip";
            return Results.Bytes(compressed ? asset.Compressed : asset.Plain, asset.Type);
        });

        // Pages name their icon; browsers that take no SVG ask for this one.
        app.MapGet("/favicon.ico", () => Results.NoContent());
    }
}

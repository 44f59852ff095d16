using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Referrals.Platform.Http;

/// <summary>Reads a body that is to be a message of 1 MiB; its JSON may take more.</summary>
internal static class JsonBody
{
    private const int Largest = 2 << 20;

    // Up to here the server hears a body out that is too large, so that its sender reads why; beyond it hangs up.
    private const long HeardOut = 16 << 20;

    /// <summary>The body; null when it is too large.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = HeardOut;
        if (request.ContentLength > Largest)
            return null;
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > Largest)
                return null;
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}

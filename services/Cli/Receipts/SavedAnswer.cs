using System.Text.Json;
using Google.Protobuf;
using Referrals.Cli.Errors;
using Referrals.Intake.V1;

namespace Referrals.Cli.Receipts;

/// <summary>The promises of an answer that was kept as JSON, of whatever command: <c>promises</c>, or <c>receipt.promise</c>.</summary>
internal static class SavedAnswer
{
    private const int MaximumLength = 16 << 20;

    public static async Task<IReadOnlyList<SignedPromise>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (new FileInfo(file).Length > MaximumLength)
            throw new UsageException($"{file} is longer than {MaximumLength >> 20} MiB");
        try
        {
            using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(file, cancellationToken));
            var promises = Promises(document.RootElement).ToList();
            return promises.Count > 0 ? promises : throw new UsageException($"{file} holds no promise: it is not the answer of a change, as --json prints it");
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new UsageException($"{file} is not an answer as --json prints it");
        }
    }

    private static IEnumerable<SignedPromise> Promises(JsonElement answer)
    {
        if (answer.TryGetProperty("promises", out var list))
            return list.EnumerateArray().Select(Promise);
        return answer.TryGetProperty("receipt", out var receipt) && receipt.TryGetProperty("promise", out var promise) && promise.ValueKind == JsonValueKind.Object ? [Promise(promise)] : [];
    }

    private static SignedPromise Promise(JsonElement promise) => new()
    {
        Body = Bytes(promise, "body"),
        BodySha256 = Bytes(promise, "bodySha256"),
        Signature = Bytes(promise, "signature"),
        KeyId = promise.TryGetProperty("keyId", out var id) ? id.GetString() ?? "" : "",
    };

    private static ByteString Bytes(JsonElement promise, string name) => promise.TryGetProperty(name, out var value) ? ByteString.FromBase64(value.GetString() ?? "") : ByteString.Empty;
}

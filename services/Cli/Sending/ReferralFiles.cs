using Referrals.Cli.CommandLine;
using Referrals.Cli.Documents;
using Referrals.Intake.V1;

namespace Referrals.Cli.Sending;

/// <summary>Reads referrals from a file, or from standard input where its name is <c>-</c>.</summary>
internal static class ReferralFiles
{
    public static async Task<IReadOnlyList<Referral>> ReadManyAsync(Terminal terminal, string file, CancellationToken cancellationToken)
    {
        var documents = SubmittedDocuments.Split(await ReadAsync(terminal, file, cancellationToken));
        return [.. documents.Select((document, i) => Document.Read<Referral>(document, documents.Count == 1 ? "the referral" : $"referral {i + 1}"))];
    }

    public static async Task<Referral> ReadOneAsync(Terminal terminal, string file, CancellationToken cancellationToken)
    {
        var referrals = await ReadManyAsync(terminal, file, cancellationToken);
        return referrals.Count == 1 ? referrals[0] : throw new DocumentException($"the file has {referrals.Count} documents; give one");
    }

    private static async Task<byte[]> ReadAsync(Terminal terminal, string file, CancellationToken cancellationToken)
    {
        try
        {
            if (file != "-")
                return await File.ReadAllBytesAsync(file, cancellationToken);
            using var copy = new MemoryStream();
            await terminal.In.CopyToAsync(copy, cancellationToken);
            return copy.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DocumentException($"'{file}' cannot be read");
        }
    }
}

using System.Text.Json;
using Referrals.TransparencyLog.Tree;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Tree;

/// <summary>
/// Cases in the form of transparency-dev/merkle's test data, <c>inclusion/**.json</c> and <c>consistency/**.json</c>: the
/// project's own, or those in the folder that <c>REFERRALS_MERKLE_CASES</c> names.
/// </summary>
public sealed class MerkleCaseTests
{
    private static readonly string Folder =
        Environment.GetEnvironmentVariable("REFERRALS_MERKLE_CASES") is { Length: > 0 } folder ? folder : Path.Combine(AppContext.BaseDirectory, "Tree", "cases");

    public static TheoryData<string> InclusionCases => Cases("inclusion");

    public static TheoryData<string> ConsistencyCases => Cases("consistency");

    [Theory, MemberData(nameof(InclusionCases))]
    public void An_inclusion_proof_is_decided_as_the_case_says(string file)
    {
        var (proof, wantError) = Read(file);
        Assert.Equal(
            !wantError,
            InclusionProof.Verify(Size(proof, "leafIdx"), Size(proof, "treeSize"), Hash(proof, "leafHash"), Hashes(proof), Hash(proof, "root")));
    }

    [Theory, MemberData(nameof(ConsistencyCases))]
    public void A_consistency_proof_is_decided_as_the_case_says(string file)
    {
        var (proof, wantError) = Read(file);
        Assert.Equal(
            !wantError,
            ConsistencyProof.Verify(Size(proof, "size1"), Hash(proof, "root1"), Size(proof, "size2"), Hash(proof, "root2"), Hashes(proof)));
    }

    private static TheoryData<string> Cases(string kind)
    {
        var files = Directory.GetFiles(Path.Combine(Folder, kind), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        return [.. files.Select(file => Path.GetRelativePath(Folder, file))];
    }

    private static (JsonElement Proof, bool WantError) Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        var proof = document.RootElement.Clone();
        return (proof, proof.GetProperty("wantErr").GetBoolean());
    }

    // Unsigned there: what is too large for a size is negative here, and as wrong.
    private static long Size(JsonElement proof, string name) => unchecked((long)proof.GetProperty(name).GetUInt64());

    private static byte[] Hash(JsonElement proof, string name) => Convert.FromBase64String(proof.GetProperty(name).GetString() ?? "");

    private static byte[][] Hashes(JsonElement proof) => proof.GetProperty("proof") is { ValueKind: JsonValueKind.Array } hashes
        ? [.. hashes.EnumerateArray().Select(hash => Convert.FromBase64String(hash.GetString()!))]
        : [];
}

using System.Text;
using Referrals.Testing;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Tiles;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>An exported log that somebody altered; each way of doing it is found, and named.</summary>
public sealed class AlteredLogTests : IDisposable
{
    private static readonly Dictionary<string, (string Code, Action<TestLog> Alter)> Alterations = new()
    {
        ["a row is left out"] = (FindingCodes.Sequence, log => log.Leaves.RemoveAt(6)),
        ["two rows are swapped"] = (FindingCodes.Sequence, log => (log.Leaves[2], log.Leaves[3]) = (log.Leaves[3], log.Leaves[2])),
        ["a row stands twice"] = (FindingCodes.Sequence, log => log.Leaves.Insert(7, log.Leaves[6])),
        ["a row names another as the previous"] = (FindingCodes.Previous, log => log.Leaves[5] = log.Leaves[5].Replace("\"previous\":0}", "\"previous\":1}", StringComparison.Ordinal)),
        ["a row stands before its cause"] = (FindingCodes.Cause, log => log.Leaves[1] = log.Leaves[1].Replace("#1\"", "#3\"", StringComparison.Ordinal)),
        ["time runs backwards"] = (FindingCodes.Time, log => log.Leaves[3] = log.Leaves[3].Replace("2026-06-01", "2026-05-31", StringComparison.Ordinal)),
        ["a hand-off is completed that nobody holds"] = (FindingCodes.Custody, log => log.Leaves[6] = log.Leaves[6].Replace("acknowledged", "declined", StringComparison.Ordinal)),
        ["custody comes from nowhere"] = (FindingCodes.Custody, log => log.Leaves[8] = log.Leaves[8].Replace("team/nbi", "team/pnp", StringComparison.Ordinal)),
        ["a row has white space"] = (FindingCodes.LeafForm, log => log.Leaves[8] = log.Leaves[8].Replace(",\"previous\"", ", \"previous\"", StringComparison.Ordinal)),
        ["members are out of order"] = (FindingCodes.LeafForm, log => log.Leaves[8] = log.Leaves[8].Replace("\"version\":1", "\"aversion\":1", StringComparison.Ordinal)),
        ["a text is escaped that need not be"] = (FindingCodes.LeafForm, log => log.Leaves[8] = log.Leaves[8].Replace("completed", "c\\u006fmpleted", StringComparison.Ordinal)),
        ["a number is not whole"] = (FindingCodes.LeafForm, log => log.Leaves[8] = log.Leaves[8].Replace("\"version\":1", "\"version\":1.0", StringComparison.Ordinal)),
    };

    private readonly TempDirectory directory = new();
    private readonly TestLog log = TestLog.Of(300);

    [Fact]
    public void Each_single_bit_of_every_file_of_a_small_log_is_found()
    {
        var small = new TestLog();
        small.Add("intake", $"referrals/{TestLog.Referral}", "received");
        small.Add("intake", $"referrals/{TestLog.Referral}", "withdrawn");
        small.Write(directory.Path);
        foreach (var file in Files())
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(Enumerable.Range(0, bytes.Length * 8), bit =>
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(file, bytes);
                Assert.False(Verify().IsSound, $"bit {bit % 8} of byte {bit / 8} of {file}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            });
            File.WriteAllBytes(file, bytes);
        }

        Assert.True(Verify().IsSound);
    }

    [Fact]
    public void Each_file_that_is_missing_cut_short_longer_or_renamed_is_named()
    {
        log.Write(directory.Path);
        foreach (var file in Files())
        {
            var name = Path.GetRelativePath(directory.Path, file);
            var bytes = File.ReadAllBytes(file);
            File.Delete(file);
            Assert.Contains(Verify().Findings, finding => finding.Place == name || (name.StartsWith(LogFiles.Successions, StringComparison.Ordinal) && finding.Code == FindingCodes.Signature));
            File.WriteAllBytes($"{file}0", bytes);
            Assert.Contains(Verify().Findings, finding => name == LogFiles.Checkpoint || (finding is { Code: FindingCodes.UnexpectedFile } && finding.Place == $"{name}0"));
            File.Delete($"{file}0");
            File.WriteAllBytes(file, bytes[..^1]);
            Assert.False(Verify().IsSound);
            File.WriteAllBytes(file, [.. bytes, (byte)'\n']);
            Assert.False(Verify().IsSound);
            File.WriteAllBytes(file, bytes);
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0, 255)]
    [InlineData(1, 0)]
    [InlineData(1, 40)]
    public void An_entry_that_is_dropped_doubled_swapped_or_changed_is_found(int bundle, int entry)
    {
        log.Write(directory.Path);
        var path = Path.Combine(directory.Path, TilePath.Holding(TilePath.Entries, bundle * 256L, log.Leaves.Count).ToString());
        var width = TilePath.Holding(TilePath.Entries, bundle * 256L, log.Leaves.Count).Width;
        var entries = EntryBundle.TryRead(File.ReadAllBytes(path), width)!.Select(bytes => bytes.ToArray()).ToList();
        var next = (entry + 1) % width;

        Assert.Contains(Altered(path, [.. entries.Where((_, i) => i != entry)]), finding => finding.Code == FindingCodes.Malformed && finding.Place.StartsWith("tile/entries/", StringComparison.Ordinal));
        if (entry < width - 1)
            Assert.Contains(Altered(path, [.. entries.Take(entry + 1), .. entries.Skip(entry).Take(width - entry - 1)]), IsLeaf(bundle, entry + 1));
        Assert.Contains(Altered(path, [.. entries.Select((bytes, i) => i == entry ? entries[next] : i == next ? entries[entry] : bytes)]), IsLeaf(bundle, entry));
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(entries[entry]).Replace("2026-06-01", "2026-05-01", StringComparison.Ordinal));
        Assert.Contains(Altered(path, [.. entries.Select((bytes, i) => i == entry ? changed : bytes)]), IsLeaf(bundle, entry));
    }

    [Fact]
    public void A_leaf_and_its_tiles_changed_together_lead_to_another_root()
    {
        log.Leaves[4] = log.Leaves[4].Replace("team/nbi", "team/npb", StringComparison.Ordinal);
        log.Write(directory.Path);
        File.WriteAllText(Path.Combine(directory.Path, LogFiles.Checkpoint), TestLog.Of(300).Checkpoint());
        Assert.Contains(Verify().Findings, finding => finding.Code == FindingCodes.Root);
    }

    [Fact]
    public void A_fork_under_a_good_signature_is_found_by_whoever_holds_an_earlier_checkpoint()
    {
        var earlier = log.Checkpoint(200);
        log.Leaves[100] = log.Leaves[100].Replace("received", "answered", StringComparison.Ordinal);
        log.Write(directory.Path);
        Assert.True(Verify().IsSound);
        Assert.Equal([FindingCodes.Forked], Verify(earlier).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void A_log_that_was_rolled_back_is_found_by_whoever_holds_the_newer_checkpoint()
    {
        log.Write(directory.Path, 200);
        Assert.True(Verify().IsSound);
        Assert.Equal([FindingCodes.RolledBack], Verify(log.Checkpoint(309)).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void An_earlier_checkpoint_of_somebody_else_compares_with_nothing()
    {
        log.Write(directory.Path);
        var text = new Checkpoint(TestLog.Origin, 200, log.Root(200)).Text;
        var forged = new SignedNote(text, [SignedNote.Sign(text, TestLog.Key, TestLog.WitnessSigner)]).ToString();
        Assert.Equal([FindingCodes.Earlier], Verify(forged).Findings.Select(finding => finding.Code));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rows_that_were_altered_before_they_were_signed_are_found(string what)
    {
        var (code, alter) = Alterations[what];
        alter(log);
        log.Write(directory.Path);
        Assert.Contains(code, Verify().Findings.Select(finding => finding.Code));
    }

    public static TheoryData<string> Rows() => [.. Alterations.Keys];

    public void Dispose() => directory.Dispose();

    private static Predicate<Finding> IsLeaf(int bundle, int entry) => finding => finding.Code == FindingCodes.Leaf && finding.Place == $"leaf {bundle * 256 + entry}";

    private IReadOnlyList<Finding> Altered(string path, List<byte[]> entries)
    {
        var before = File.ReadAllBytes(path);
        File.WriteAllBytes(path, EntryBundle.Write(entries));
        var findings = Verify().Findings;
        File.WriteAllBytes(path, before);
        return findings;
    }

    private string[] Files() => Directory.GetFiles(directory.Path, "*", SearchOption.AllDirectories);

    private VerifyReport Verify(string? earlier = null) => LogVerifier.Verify(directory.Path, LogVerifierTests.Trusting() with { Earlier = earlier });
}

using System.Text;
using Referrals.Testing;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>The trail of one referral, as a file.</summary>
public sealed class TrailVerifierTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly TestLog log = TestLog.Of(9);

    public TrailVerifierTests() => log.Write(directory.Path);

    [Fact]
    public async Task A_trail_is_sound_and_its_content_is_what_was_committed_to()
    {
        var report = Verify(await log.TrailAsync(directory.Path), Options() with { Earlier = log.Checkpoint(5) });
        Assert.Empty(report.Findings);
        Assert.Equal((9, 1, 5L), (report.Leaves, report.Commitments, report.ConsistentWith));
        Assert.Equal(TestLog.Referral, report.Subject);
    }

    [Fact]
    public async Task A_trail_longer_than_a_file_may_be_is_no_file_and_is_verified_all_the_same()
    {
        var trail = await log.TrailAsync(directory.Path);
        Assert.Equal(trail.Write(), Encoding.UTF8.GetString(trail.ToFile()!));
        Assert.Empty(TrailVerifier.Verify(trail with { Salts = [] }, Options() with { Content = null }).Findings);

        Assert.Null((trail with { Records = [.. Enumerable.Repeat(trail.Records[0], TrailBundle.MaximumRecords + 1)] }).ToFile());
        Assert.Null((trail with { Records = [trail.Records[0] with { Leaf = new string('a', TrailBundle.MaximumLength) }] }).ToFile());
    }

    [Fact]
    public async Task A_record_that_is_left_out_is_missed()
    {
        var trail = await log.TrailAsync(directory.Path);
        for (var left = 0; left < trail.Records.Count - 1; left++)
        {
            var report = Verify(trail with { Records = [.. trail.Records.Where((_, i) => i != left)], Salts = [] }, Options() with { Content = null });

            // That the last record of a stream is left out, the whole log alone can show.
            if (left is not (1 or 3 or 5))
                Assert.Contains(report.Findings, finding => finding.Code is FindingCodes.Sequence);
        }
    }

    [Fact]
    public async Task Records_that_are_swapped_or_doubled_are_found()
    {
        var trail = await log.TrailAsync(directory.Path);
        var records = trail.Records.ToList();
        (records[2], records[3]) = (records[3], records[2]);
        Assert.Contains(Verify(trail with { Records = records }, Options()).Findings, finding => finding is { Code: FindingCodes.Sequence, Place: "record 2" });
        Assert.Contains(Verify(trail with { Records = [.. trail.Records, trail.Records[^1]] }, Options()).Findings, finding => finding is { Code: FindingCodes.Sequence, Place: "record 8" });
    }

    [Fact]
    public async Task Other_content_is_not_what_was_committed_to() => Assert.Equal(
        [FindingCodes.Content],
        Verify(await log.TrailAsync(directory.Path), Options() with { Content = """{"narrative":"[changed]"}""" }).Findings.Select(finding => finding.Code));

    [Theory]
    [InlineData("""{"narrative":"[withheld]","region":"PH-07"}""", true)]
    [InlineData("""{"narrative":"[withheld]","childAtImmediateRisk":true}""", true)]
    [InlineData("""{"childAtImmediateRisk":false,"narrative":"[withheld]"}""", false)]
    public async Task A_field_without_its_salt_is_not_vouched_for(string content, bool isWrong)
    {
        var trail = await log.TrailAsync(directory.Path);
        var part = new KnownContent(TestLog.Referral, 0, content, [("narrative", TestCommitments.Salt)]);

        var given = Verify(trail, Options() with { Content = content });
        var answered = Verify(trail with { Salts = [] }, Options() with { Content = null, Known = [part] });

        Assert.All([given, answered], report => Assert.Equal(isWrong ? [FindingCodes.Content] : [], report.Findings.Select(finding => finding.Code)));
        Assert.Equal((1, 1), (given.Commitments, answered.Commitments));
        Assert.Contains(FindingCodes.Content, Verify(trail with { Salts = [] }, Options() with { Content = null, Known = [part with { Salts = [] }] }).Findings.Select(finding => finding.Code));
    }

    [Fact]
    public async Task The_trail_of_another_is_not_this_ones() => Assert.Contains(
        Verify(await log.TrailAsync(directory.Path) with { Subject = "ref-01h00000000000000000000009" }, Options()).Findings, finding => finding.Code == FindingCodes.Subject);

    [Fact]
    public async Task Each_single_bit_that_is_changed_is_found()
    {
        var trail = await log.TrailAsync(directory.Path);
        var file = Encoding.UTF8.GetBytes((trail with { Records = [.. trail.Records.Take(1)] }).Write());
        var options = Options() with { Earlier = log.Checkpoint(5) };
        Assert.True(TrailVerifier.Verify(file, options).IsSound);
        Parallel.For(0, file.Length * 8, bit =>
        {
            var altered = (byte[])file.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(TrailVerifier.Verify(altered, options).IsSound, $"bit {bit % 8} of byte {bit / 8}");
        });
    }

    [Fact]
    public async Task What_an_agency_may_not_read_is_withheld_and_counted_and_no_other_gap_is_taken()
    {
        var trail = await log.TrailAsync(directory.Path);
        var shown = trail with { Records = [.. trail.Records.Where(record => record.Index is not (6 or 7))] };
        var gaps = TrailVerifier.GapsOf(shown.Subject, shown.Records);
        Assert.Equal([new TrailGap(2, 7)], gaps);

        var declared = shown with { Withheld = gaps };
        Assert.Contains(FindingCodes.Sequence, Codes(shown, partial: true));
        Assert.Contains(FindingCodes.Withheld, Codes(declared, partial: false));
        Assert.DoesNotContain(FindingCodes.Withheld, Codes(declared, partial: true));
        Assert.DoesNotContain(FindingCodes.Sequence, Codes(declared, partial: true));
        Assert.Contains(FindingCodes.Sequence, Codes(shown with { Withheld = [new TrailGap(1, 7)] }, partial: true));
        Assert.Contains(FindingCodes.Withheld, Codes(trail with { Withheld = gaps }, partial: true));
        Assert.Empty(TrailVerifier.GapsOf(trail.Subject, trail.Records));
    }

    public void Dispose() => directory.Dispose();

    private static VerifyOptions Options() => LogVerifierTests.Trusting() with { Content = TestCommitments.Content };

    private static IEnumerable<string> Codes(TrailBundle trail, bool partial) => Verify(trail, Options() with { Partial = partial }).Findings.Select(finding => finding.Code);

    private static VerifyReport Verify(TrailBundle trail, VerifyOptions options) => TrailVerifier.Verify(Encoding.UTF8.GetBytes(trail.Write()), options);
}

using System.Text;
using Referrals.Testing;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Trust;
using Referrals.TransparencyLog.Verify;
using Xunit;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>What somebody can prove who was promised a record.</summary>
public sealed class ReceiptVerifierTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly TestLog log = TestLog.Of(8);

    public ReceiptVerifierTests() => log.Write(directory.Path);

    [Fact]
    public async Task A_promise_is_sound_before_the_log_has_kept_it_and_after()
    {
        var report = Verify(await ReceiptAsync());

        Assert.Empty(report.Findings);
        Assert.Equal((2, 1), (report.Promises, report.Kept));
        Assert.Equal(["uk-nca"], report.AnchoredBy);
        var signed = Verify(await ReceiptAsync() with { Promises = [TestReceipt.Promise(log.Leaves[5])] });
        Assert.True(signed.IsSound);
        Assert.Equal((1, 0, null), (signed.Promises, signed.Kept, signed.Checkpoint));
        Assert.Equal([(TestLog.OldKey.ToString(), KeyOrigin.Pinned)], signed.Keys.Select(key => (key.Key, key.Origin)));
    }

    [Fact]
    public async Task Every_altered_bit_of_a_receipt_is_found()
    {
        var file = Encoding.UTF8.GetBytes((await ReceiptAsync()).Write());
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(ReceiptVerifier.Verify(file, LogVerifierTests.Trusting()).IsSound, $"bit {bit}: {Encoding.UTF8.GetString(file)}");
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public async Task A_key_that_the_log_does_not_certify_promises_nothing()
    {
        var receipt = await ReceiptAsync();
        var byOther = ServiceKeyCertificate.Sign("intake", TestReceipt.IntakeKey, TestReceipt.IntakeKey, TestReceipt.IntakeSigner);
        var ofOther = ServiceKeyCertificate.Sign("routing", TestReceipt.IntakeKey, TestLog.Key, TestLog.Signer);

        foreach (var certificates in new string[][] { [], [byOther], [ofOther] })
            Assert.Equal([FindingCodes.Certificate, FindingCodes.Certificate], Codes(receipt with { Certificates = certificates }));
    }

    [Fact]
    public async Task A_promise_of_one_record_is_not_kept_by_another()
    {
        var receipt = await ReceiptAsync();
        var (kept, open) = (receipt.Promises[0], receipt.Promises[1]);

        Assert.Equal([FindingCodes.Promise], Codes(receipt with { Promises = [open with { Leaf = kept.Leaf, Proof = kept.Proof }] }));
        Assert.Equal([FindingCodes.Inclusion], Codes(receipt with { Promises = [open with { Leaf = log.Leaves[5], Proof = kept.Proof }] }));
        Assert.Equal([FindingCodes.Promise], Codes(receipt with { Promises = [open with { Signature = kept.Signature }] }));
        Assert.Equal([FindingCodes.Inclusion], Codes(receipt with { Promises = [kept with { Proof = "" }] }));
        Assert.Equal([FindingCodes.Malformed], Codes(receipt with { Promises = [] }));
    }

    [Fact]
    public async Task Whoever_requires_a_witness_is_told_that_a_mere_promise_has_none()
    {
        var report = ReceiptVerifier.Verify(Encoding.UTF8.GetBytes((await ReceiptAsync()).Write()), LogVerifierTests.Trusting() with { Required = 1 });

        Assert.Equal([FindingCodes.Unanchored], report.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public async Task A_whole_log_holds_what_was_promised_or_the_promise_is_broken()
    {
        var promises = (await ReceiptAsync()).Promises;

        var kept = LogVerifier.Verify(directory.Path, LogVerifierTests.Trusting() with { Promised = promises });
        Assert.Empty(kept.Findings);
        Assert.Equal((2, 2), (kept.Promises, kept.Kept));

        var other = promises[0] with { Body = promises[0].Body.Replace("\"received\"", "\"withdrawn\"", StringComparison.Ordinal) };
        var dropped = promises[0] with { Body = promises[0].Body.Replace("\"sequence\":1", "\"sequence\":9", StringComparison.Ordinal) };
        var later = dropped with { Body = dropped.Body.Replace("2026-06-01", "2026-06-02", StringComparison.Ordinal) };
        Assert.Equal([FindingCodes.BrokenPromise], Codes(log, other));
        Assert.Equal([FindingCodes.OpenPromise], Codes(log, later));
        Assert.Equal([FindingCodes.OpenPromise], Codes(log, dropped));
        Assert.Equal([FindingCodes.BrokenPromise], Codes(TestLog.Of(100), dropped));
    }

    public void Dispose() => directory.Dispose();

    private Task<ReceiptBundle> ReceiptAsync() => TestReceipt.OfAsync(log, directory.Path);

    private static List<string> Codes(TestLog log, PromisedRecord promise)
    {
        using var directory = new TempDirectory();
        log.Write(directory.Path);
        return [.. LogVerifier.Verify(directory.Path, LogVerifierTests.Trusting() with { Promised = [promise] }).Findings.Select(finding => finding.Code)];
    }

    private static IEnumerable<string> Codes(ReceiptBundle receipt) => Verify(receipt).Findings.Select(finding => finding.Code);

    private static VerifyReport Verify(ReceiptBundle receipt) =>
        ReceiptVerifier.Verify(Encoding.UTF8.GetBytes(receipt.Write()), LogVerifierTests.Trusting() with { Required = 0 });
}

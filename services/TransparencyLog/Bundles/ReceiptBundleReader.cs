namespace Referrals.TransparencyLog.Bundles;

/// <summary>Reads the file of a receipt. It takes no other form than the one in which it is written.</summary>
public static class ReceiptBundleReader
{
    private const int MaximumSalts = 100_000;

    /// <summary>Whether a file says that it is a receipt.</summary>
    public static bool IsReceipt(ReadOnlyMemory<byte> file) => BundleText.FormatOf(file) == ReceiptBundle.Format;

    /// <summary>Reads a receipt; null, with the reason, when it is none. It says nothing yet about its truth.</summary>
    public static ReceiptBundle? TryRead(ReadOnlyMemory<byte> file, out string error) =>
        BundleText.TryRead(file, ReceiptBundle.MaximumLength, Read, bundle => bundle.Write(), out error);

    private static ReceiptBundle Read(Members bundle)
    {
        if (bundle.Text("format") != ReceiptBundle.Format)
            throw new FormatException($"its format is not {ReceiptBundle.Format}");
        var read = new ReceiptBundle(
            bundle.Text("origin"),
            bundle.List("promises", ReceiptBundle.MaximumPromises, Promise),
            bundle.Texts("certificates", LogFiles.MaximumKeys),
            bundle.Texts("vkeys", LogFiles.MaximumKeys),
            bundle.Texts("successions", LogFiles.MaximumKeys),
            bundle.List("salts", MaximumSalts, BundleText.Salt));
        bundle.Finish();
        BundleText.RequireKeys(read.Keys);
        return read;
    }

    private static PromisedRecord Promise(Members promise) =>
        new(promise.Text("body"), promise.Text("key"), BundleText.Bytes(promise, "signature"), promise.Text("leaf"), promise.Text("proof"));
}

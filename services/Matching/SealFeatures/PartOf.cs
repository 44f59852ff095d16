namespace Referrals.Matching.SealFeatures;

/// <summary>A text that is often a part of another, written as where it stands there.</summary>
internal static class PartOf
{
    private const byte Missing = 0;
    private const byte Part = 1;
    private const byte Other = 2;

    public static void Write(BinaryWriter writer, string whole, string? text)
    {
        var at = text is null ? -1 : whole.IndexOf(text, StringComparison.Ordinal);
        writer.Write(text is null ? Missing : at >= 0 ? Part : Other);
        if (at >= 0)
        {
            writer.Write7BitEncodedInt(at);
            writer.Write7BitEncodedInt(text!.Length);
        }
        else if (text is not null)
        {
            writer.Write(text);
        }
    }

    public static string? Read(BinaryReader reader, string whole) => reader.ReadByte() switch
    {
        Missing => null,
        Part => whole.Substring(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()),
        _ => reader.ReadString(),
    };
}

using System.Text.Json;
using System.Text.Unicode;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Reads a leaf in one pass, without building it up, and holds it to the one form of RFC 8785 that records have: objects of
/// text, whole numbers and objects, members in order, no white space, nothing escaped that need not be.
/// </summary>
public static class LeafReader
{
    private const int MaximumDepth = 6;
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = MaximumDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads a leaf; false, with the reason, when it is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> leaf, out LeafFields fields, out string error)
    {
        fields = new LeafFields();
        try
        {
            error = Utf8.IsValid(leaf) ? Read(leaf, ref fields) : "it is not UTF-8";
        }
        catch (JsonException)
        {
            error = "it is not JSON";
        }
        catch (InvalidOperationException)
        {
            error = "a text in it is not Unicode";
        }

        return error.Length == 0;
    }

    private static string Read(ReadOnlySpan<byte> leaf, ref LeafFields fields)
    {
        var reader = new Utf8JsonReader(leaf, Strict);
        var names = new NameOrder();
        var spaces = leaf.Count((byte)' ');
        var members = 0;
        ReadOnlySpan<byte> name = default;
        while (reader.Read())
        {
            var value = reader.ValueSpan;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Open(reader.CurrentDepth);
                    if (reader.CurrentDepth == 1 && !name.SequenceEqual("body"u8))
                        return "a leaf has the members body and previous";
                    break;
                case JsonTokenType.EndObject:
                    break;
                case JsonTokenType.PropertyName:
                    if (!names.Follows(value, reader.CurrentDepth))
                        return "its members are not in the order of RFC 8785, each once and with a plain name";
                    name = value;
                    members += reader.CurrentDepth == 1 ? 1 : 0;
                    break;
                case JsonTokenType.String:
                    if (reader.ValueIsEscaped && !CanonicalText.IsCanonical(value, reader.GetString()!))
                        return "a text in it is not escaped as RFC 8785 says";
                    if (reader.CurrentDepth == 1)
                        return "a leaf has the members body and previous";
                    if (reader.CurrentDepth == 2)
                        BodyMembers.Take(name, value, ref fields);
                    break;
                case JsonTokenType.Number:
                    if (!CanonicalText.TryNumber(value, out var number))
                        return "a number in it is not whole, or not written as RFC 8785 says";
                    if (reader.CurrentDepth == 2)
                        BodyMembers.Take(name, number, ref fields);
                    else if (reader.CurrentDepth == 1 && name.SequenceEqual("previous"u8))
                        fields.Previous = number;
                    else if (reader.CurrentDepth == 1)
                        return "a leaf has the members body and previous";
                    break;
                default:
                    return "a record holds text, whole numbers and objects of these";
            }

            if (spaces > 0 && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                spaces -= value.Count((byte)' ');
        }

        return spaces != 0 || leaf.ContainsAny("\t\r\n"u8) ? "it has white space between its parts" : members != 2 ? "a leaf has the members body and previous" : BodyMembers.Check(fields);
    }

    /// <summary>The order of members at each depth.</summary>
    private ref struct NameOrder
    {
        private ReadOnlySpan<byte> first;
        private ReadOnlySpan<byte> second;
        private ReadOnlySpan<byte> third;

        public void Open(int depth)
        {
            if (depth < 3)
                Last(depth + 1) = default;
        }

        /// <summary>Names of ASCII without escapes only: their order as bytes is that of their UTF-16 code units.</summary>
        public bool Follows(ReadOnlySpan<byte> name, int depth)
        {
            if (depth is < 1 or > 3 || name.IsEmpty || name.Contains((byte)'\\') || !System.Text.Ascii.IsValid(name))
                return false;
            ref var last = ref Last(depth);
            var follows = last.IsEmpty || last.SequenceCompareTo(name) < 0;
            last = name;
            return follows;
        }

        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        private ref ReadOnlySpan<byte> Last(int depth)
        {
            if (depth == 1)
                return ref first;
            if (depth == 2)
                return ref second;
            return ref third;
        }
    }
}

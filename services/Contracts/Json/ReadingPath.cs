using System.Globalization;
using System.Text;

namespace Referrals.Contracts.Json;

/// <summary>The path of the field that is being read: <c>identifiers[3].value</c>.</summary>
internal sealed class ReadingPath
{
    /// <summary>A field name longer than this is cut: it is the sender's text, and may be anything.</summary>
    private const int LongestName = 64;

    private readonly StringBuilder _text = new();

    /// <summary>Enters a field, and gives the mark to leave it by.</summary>
    public int Enter(string name)
    {
        var mark = _text.Length;
        if (mark > 0)
            _text.Append('.');
        foreach (var character in name.AsSpan(0, Math.Min(name.Length, LongestName)))
            _text.Append(char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '$' or '@' ? character : '?');
        if (name.Length > LongestName)
            _text.Append('…');
        return mark;
    }

    public int Enter(int index)
    {
        var mark = _text.Length;
        _text.Append(CultureInfo.InvariantCulture, $"[{index}]");
        return mark;
    }

    public void Leave(int mark) => _text.Length = mark;

    public override string ToString() => _text.ToString();
}

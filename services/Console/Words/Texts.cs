using System.Globalization;
using System.Resources;

namespace Referrals.Console.Words;

/// <summary>
/// The texts of the pages, from the resources; the English text is the name of each. A language is one more file
/// <c>Texts.xx.resx</c>, which also says its direction.
/// </summary>
public sealed class Texts
{
    private readonly ResourceManager resources = new("Referrals.Console.Words.Texts", typeof(Texts).Assembly);

    /// <summary>BCP 47 tag of the texts.</summary>
    public string Language => this["language: en"];

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => this["direction: ltr"];

    public string this[string text] => Known(text) ?? text;

    public string this[string text, params object?[] values] => string.Format(CultureInfo.CurrentCulture, this[text], values);

    /// <summary>The words for a code that may be one of later; null for one that has none.</summary>
    public string? Known(string code) => resources.GetString(code, CultureInfo.CurrentUICulture);

    /// <summary>The words for a value of an enumeration.</summary>
    public string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => this[$"{typeof(TEnum).Name}.{value}"];

    /// <summary>One text for one, another for more.</summary>
    public string Count(long number, string one, string many) => this[number == 1 ? one : many, number];
}

namespace Referrals.Console.Serving;

/// <summary>Reads fields of a form.</summary>
internal static class FormText
{
    public static string Of(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();

    /// <summary>A value of an enumeration; the unspecified one where the form has none that is known.</summary>
    public static TEnum Value<TEnum>(IFormCollection form, string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(form[name], out var value) && Enum.IsDefined(value) ? value : default;
}

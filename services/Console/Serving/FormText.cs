namespace Referrals.Console.Serving;

/// <summary>Reads fields of a form.</summary>
internal static class FormText
{
    public static string Of(IFormCollection form, string name) => form[name].ToString().ReplaceLineEndings("\n").Trim();

    /// <summary>What was typed into these fields, in lines.</summary>
    public static string Typed(IFormCollection form, IEnumerable<string> names) => string.Join('\n', names.Select(name => Of(form, name)).Where(text => text.Length > 0));

    /// <summary>A value of an enumeration; the unspecified one where the form has none that is known.</summary>
    public static TEnum Value<TEnum>(IFormCollection form, string name)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(form[name], out var value) && Enum.IsDefined(value) ? value : default;
}

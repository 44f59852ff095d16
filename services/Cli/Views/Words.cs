using Referrals.Cli.Documents;

namespace Referrals.Cli.Views;

/// <summary>Codes as people read them.</summary>
internal static class Words
{
    /// <summary>The name of a value without its type's prefix; empty when it is unspecified.</summary>
    public static string Word<T>(this T value)
        where T : struct, Enum => Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) == 0 ? "" : EnumWords.Short(value);

    public static string Join<T>(this IEnumerable<T> values)
        where T : struct, Enum => string.Join(", ", values.Select(value => value.Word()));

    /// <summary>A number as text; empty when it is 0.</summary>
    public static string Count(this int number) => number == 0 ? "" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

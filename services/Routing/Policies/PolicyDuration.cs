using System.Globalization;
using System.Text.RegularExpressions;

namespace Referrals.Routing.Policies;

/// <summary>A time as policies write it: <c>30m</c>, <c>4h</c>, <c>3d</c>; at least a minute, at most ten years.</summary>
internal static partial class PolicyDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    public static TimeSpan? Parse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        var number = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var duration = match.Groups[2].ValueSpan[0] switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
        return duration <= Longest ? duration : null;
    }

    [GeneratedRegex("^([1-9][0-9]{0,5})([mhd])$")]
    private static partial Regex Form();
}

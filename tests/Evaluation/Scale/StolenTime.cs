using System.Globalization;
using Referrals.Evaluation.Match;

namespace Referrals.Evaluation.Scale;

/// <summary>
/// What a virtual machine's host gave to others meanwhile, as Linux counts it (proc(5), <c>steal</c>). Where it is a hundredth, the slowest
/// decision in a hundred is the host's and not the matcher's.
/// </summary>
internal sealed class StolenTime
{
    private const string Source = "/proc/stat";
    private const int Steal = 7;

    // What follows is contained in those before.
    private const int Columns = 8;
    private readonly long[] began = Read();

    /// <summary>The share of the cores' time since this was made; null where nobody counts it.</summary>
    public double? Share()
    {
        var spent = Read().Zip(began, (now, then) => now - then).ToList();
        return spent.Sum() > 0 ? Figures.Share(spent[Steal], spent.Sum()) : null;
    }

    private static long[] Read() => File.Exists(Source)
        ? [.. File.ReadLines(Source).First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Columns).Select(column => long.Parse(column, CultureInfo.InvariantCulture))]
        : [];
}

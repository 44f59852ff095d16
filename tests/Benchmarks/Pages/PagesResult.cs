using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Referrals.Benchmarks.Pages;

/// <summary>What one run measured. Times are from the request to the last byte of the compressed answer, on the same machine.</summary>
/// <param name="Cases">Open cases.</param>
/// <param name="Floor">The settings page, which asks no service: session, page and connection alone.</param>
/// <param name="Queue">The queue by view.</param>
/// <param name="Case">Pages of cases of one referral, a different one each time.</param>
/// <param name="Referrals">Referrals of the largest case.</param>
/// <param name="LargestCase">Its page.</param>
/// <param name="Keys">From a key's event to the frame that shows what it did, in a browser; by key, empty without a browser.</param>
/// <param name="NewP1">From the call of Submit to the news of it in an open page.</param>
/// <param name="FirstLoadRequests">Requests of a first load of the queue, the stream of news included.</param>
/// <param name="FirstLoadBytes">Their bodies, compressed as sent.</param>
internal sealed record PagesResult(
    long Cases,
    Timing Floor,
    IReadOnlyDictionary<string, Timing> Queue,
    Timing Case,
    int Referrals,
    Timing LargestCase,
    IReadOnlyDictionary<string, Timing> Keys,
    Timing NewP1,
    int FirstLoadRequests,
    long FirstLoadBytes)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            cases = Cases,
            floor = Floor,
            queue = Queue,
            queueWorstP95Ms = Queue.Values.Max(view => view.P95Ms),
            @case = Case,
            largestCase = new { referrals = Referrals, LargestCase.P50Ms, LargestCase.P95Ms, LargestCase.MostMs },
            keys = Keys,
            keysWorstP95Ms = Keys.Count == 0 ? (double?)null : Keys.Values.Max(key => key.P95Ms),
            newP1 = NewP1,
            firstLoad = new { requests = FirstLoadRequests, bytes = FirstLoadBytes },
        },
        Web);

    public string ToText()
    {
        var text = new StringBuilder();
        Line("open cases", Cases.ToString("N0", CultureInfo.InvariantCulture));
        Line("floor: a page that asks no service", Floor);
        foreach (var (view, timing) in Queue)
            Line($"queue, {view}", timing);
        Line("case", Case);
        Line($"case of {Referrals} referrals", LargestCase);
        foreach (var (key, timing) in Keys)
            Line($"key {key}", timing);
        Line("new P1 on an open page", NewP1);
        Line("first load", FormattableString.Invariant($"{FirstLoadRequests} requests, {FirstLoadBytes:N0} bytes"));
        return text.ToString().TrimEnd();

        void Line(string name, object value) => text.AppendLine(CultureInfo.InvariantCulture, $"{name,-40} {value}");
    }
}

using Referrals.Audit.V1;

namespace Referrals.Audit.GetTrail;

/// <summary>One (service, stream) in the log: lowest and highest sequence, how many there are, and the highest that is known to exist.</summary>
internal sealed record StreamState(string Service, string Stream, long First, long Last, long Count, long Known)
{
    private const int MostNamed = 1000;

    public long MissingCount => Known - Count;

    /// <summary>What is missing, by the sequences that are present, in order.</summary>
    public StreamCompleteness ToCompleteness(IEnumerable<long> present)
    {
        var completeness = new StreamCompleteness { Service = Service, Stream = Stream, First = First, Last = Last, MissingCount = MissingCount };
        if (MissingCount == 0)
            return completeness;
        var expected = 1L;
        foreach (var sequence in present.Append(Known + 1))
        {
            for (; expected < sequence && completeness.Missing.Count < MostNamed; expected++)
                completeness.Missing.Add(expected);
            expected = sequence + 1;
        }

        return completeness;
    }
}

namespace Referrals.TransparencyLog.Verify;

/// <summary>Collects what is wrong: the first thousand things, and how many there are.</summary>
public sealed class Findings
{
    private const int Shown = 1000;
    private readonly List<Finding> first = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<Finding> First => first;

    /// <summary>Adds one.</summary>
    public void Add(string code, string place, string text)
    {
        Count++;
        if (first.Count < Shown)
            first.Add(new Finding(code, place, text));
    }
}

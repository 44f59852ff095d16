using System.Text;

namespace Referrals.TransparencyLog.Verify;

/// <summary>
/// Whether hand-offs and custody follow one another as they must: offered first, answered once, worked on while held; and
/// whoever gives custody holds it. It remembers open hand-offs and the cases that a team holds.
/// </summary>
internal sealed class CustodyOrder(Findings findings, bool wholeLog)
{
    private readonly Dictionary<string, State> handOffs = [];
    private readonly Dictionary<string, string> holders = [];

    private enum State
    {
        Offered,
        Held,
    }

    /// <summary>Looks at the next record.</summary>
    /// <param name="leaf">The record.</param>
    /// <param name="joined">Whether the stream was joined in its middle, so that what was before is not known.</param>
    /// <param name="place">Where it stands.</param>
    public void Next(in LeafFields leaf, bool joined, Func<string> place)
    {
        if (!leaf.Service.SequenceEqual("routing"u8))
            return;
        var type = Encoding.UTF8.GetString(leaf.Type);
        if (!leaf.HandOff.IsEmpty)
            CheckState(Encoding.UTF8.GetString(leaf.HandOff), type, joined && !wholeLog, place);
        if (!leaf.From.IsEmpty && !leaf.To.IsEmpty)
            CheckHolder(Encoding.UTF8.GetString(leaf.Stream), type, Encoding.UTF8.GetString(leaf.From), Encoding.UTF8.GetString(leaf.To), place);
    }

    private void CheckState(string handOff, string type, bool joined, Func<string> place)
    {
        State? state = handOffs.TryGetValue(handOff, out var known) ? known : null;
        var allowed = type switch
        {
            "offered" => state is null,
            "acknowledged" or "declined" or "timed_out" => state == State.Offered,
            "revoked" => state is not null,
            "progress" or "outcome" or "completed" or "transferred" => state == State.Held,
            _ => true,
        };
        if (!allowed && !(joined && state is null))
            findings.Add(FindingCodes.Custody, place(), $"{handOff} cannot be {type}: it is {(state is null ? "not offered, or has ended" : state == State.Held ? "held" : "offered and not acknowledged")}");
        if (type == "offered")
            handOffs[handOff] = State.Offered;
        else if (type == "acknowledged")
            handOffs[handOff] = State.Held;
        else if (type is "declined" or "timed_out" or "revoked" or "completed" or "transferred")
            handOffs.Remove(handOff);
    }

    private void CheckHolder(string stream, string type, string from, string to, Func<string> place)
    {
        // An acknowledged transfer leaves two records of one change of custody.
        if (type == "transferred" && holders.GetValueOrDefault(stream) == to)
            return;
        var holder = holders.GetValueOrDefault(stream);
        if (holder is not null && holder != from)
            findings.Add(FindingCodes.Custody, place(), $"it says that {from} had custody, and {holder} had it");
        if (type == "offered")
            return;
        if (to.StartsWith("team/", StringComparison.Ordinal))
            holders[stream] = to;
        else
            holders.Remove(stream);
    }
}

using System.Globalization;
using System.Text;
using Referrals.TransparencyLog.Bundles;
using Referrals.TransparencyLog.Notes;
using Referrals.TransparencyLog.Signatures;
using Referrals.TransparencyLog.Tree;
using Referrals.TransparencyLog.Trust;

namespace Referrals.TransparencyLog.Tests.Bundles;

/// <summary>A log in memory: records as services leave them, signed by a key, cosigned by a witness.</summary>
internal sealed class TestLog
{
    public const string Origin = "exchange.example/log";
    public const string Referral = "ref-01h00000000000000000000001";
    public const string CountryCase = "cases/case-01h00000000000000000000002/countries/PH";
    public static readonly Ed25519PrivateKey Signer = new(Encoding.ASCII.GetBytes("the seed of the test log's key 1"));
    public static readonly Ed25519PrivateKey OldSigner = new(Encoding.ASCII.GetBytes("the seed of the test log's key 0"));
    public static readonly Ed25519PrivateKey WitnessSigner = new(Encoding.ASCII.GetBytes("the seed of the test's a witness"));
    public static readonly VerifierKey Key = VerifierKey.Of(Origin, SignatureType.Note, Signer.PublicKey);
    public static readonly VerifierKey OldKey = VerifierKey.Of(Origin, SignatureType.Note, OldSigner.PublicKey);
    public static readonly VerifierKey WitnessKey = VerifierKey.Of("witness.example/w1", SignatureType.Cosignature, WitnessSigner.PublicKey);
    private static readonly DateTimeOffset Start = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<(string, string), (long Index, long Sequence)> last = [];

    public List<string> Leaves { get; } = [];

    public string Succession { get; } = KeySuccession.Sign(Origin, Key, OldKey, OldSigner);

    /// <summary>A referral, its case, and a hand-off that is offered, acknowledged and completed; then so many referrals more.</summary>
    public static TestLog Of(int others)
    {
        var log = new TestLog();
        log.Add("intake", $"referrals/{Referral}", "received", commitments: TestCommitments.Of("narrative"), referral: Referral);
        log.Add("matching", "cases/case-01h00000000000000000000002", "matched", $"intake:referrals/{Referral}#1", referral: Referral);
        log.Add("triage", CountryCase, "opened", "matching:cases/case-01h00000000000000000000002#1");
        log.Add("triage", CountryCase, "accepted");
        log.Add("routing", CountryCase, "offered", $"triage:{CountryCase}#2", "hof-1", "desk/ph", "team/nbi");
        log.Add("intake", $"referrals/{Referral}", "consulted");
        log.Add("routing", CountryCase, "acknowledged", null, "hof-1", "desk/ph", "team/nbi");
        log.Add("routing", CountryCase, "outcome", null, "hof-1");
        log.Add("routing", CountryCase, "completed", null, "hof-1", "team/nbi", "desk/ph");
        for (var i = 0; i < others; i++)
            log.Add("intake", string.Create(CultureInfo.InvariantCulture, $"referrals/ref-{i / 3:00000000000000000000000000}"), "received");
        return log;
    }

    public void Add(string service, string stream, string type, string? cause = null, string? handOff = null, string? from = null, string? to = null, string? commitments = null, string? referral = null)
    {
        var (index, sequence) = last.GetValueOrDefault((service, stream), (-1, 0));
        var time = Start.AddSeconds(Leaves.Count).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var members = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["version"] = "1",
            ["type"] = $"\"{type}\"",
            ["time"] = $"\"{time}\"",
            ["service"] = $"\"{service}\"",
            ["stream"] = $"\"{stream}\"",
            ["sequence"] = $"{sequence + 1}",
        };
        if (commitments is not null)
            members["commitments"] = commitments;
        foreach (var (name, value) in new[] { ("cause", cause), ("handOff", handOff), ("from", from), ("to", to), ("referral", referral) })
        {
            if (value is not null)
                members[name] = $"\"{value}\"";
        }

        var body = string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}"));
        last[(service, stream)] = (Leaves.Count, sequence + 1);
        Leaves.Add(string.Create(CultureInfo.InvariantCulture, $"{{\"body\":{{{body}}},\"previous\":{index}}}"));
    }

    public byte[] Root(int size)
    {
        var frontier = new TreeFrontier();
        foreach (var leaf in Leaves.Take(size))
            frontier.Append(MerkleHash.OfLeaf(Encoding.UTF8.GetBytes(leaf)));
        return frontier.Root();
    }

    /// <summary>The checkpoint of a size, signed and cosigned.</summary>
    public string Checkpoint(int? size = null)
    {
        var text = new Checkpoint(Origin, size ?? Leaves.Count, Root(size ?? Leaves.Count)).Text;
        return new SignedNote(text, [SignedNote.Sign(text, Key, Signer), Cosignature.Sign(text, WitnessKey, WitnessSigner, Start.AddDays(1))]).ToString();
    }

    public LogHead Head(int? size = null) => new(Checkpoint(size), [OldKey.ToString(), Key.ToString(), WitnessKey.ToString()], [Succession]);

    public void Write(string directory, int? size = null)
    {
        var writer = LogDirectoryWriter.Open(directory);
        foreach (var leaf in Leaves.Take(size ?? Leaves.Count).Skip((int)writer.Size))
            writer.Append(Encoding.UTF8.GetBytes(leaf));
        writer.Finish(Head(size));
    }

    /// <summary>The trail of the referral, with a proof from an earlier size.</summary>
    public async Task<TrailBundle> TrailAsync(string directory, int earlier = 5)
    {
        var tree = new Tiles.TileTree(Leaves.Count, (path, token) => File.ReadAllBytesAsync(Path.Combine(directory, path.ToString()), token));
        var records = new List<TrailRecord>();
        for (var index = 0; index < 9; index++)
            records.Add(new TrailRecord(index, Leaves[index], await tree.InclusionAsync(index, Leaves.Count, default)));
        return new TrailBundle(
            Referral,
            Origin,
            Head(),
            records,
            [new TrailSalt(0, "narrative", TestCommitments.Salt)],
            [new TrailConsistency(earlier, await tree.ConsistencyAsync(earlier, Leaves.Count, default))]);
    }
}

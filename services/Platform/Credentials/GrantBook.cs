using System.Collections.Concurrent;

namespace Referrals.Platform.Credentials;

/// <summary>
/// This process's copy of what holds of each principal. Deciding reads it and asks nobody; it goes on while Identity is away.
/// </summary>
public sealed class GrantBook : IDisposable
{
    private readonly ConcurrentDictionary<string, Entry> entries = new();

    // Streams of those whom the copy does not know yet: they begin anew once it does.
    private readonly ConcurrentDictionary<string, CancellationTokenSource> unknown = new();
    private readonly Lock changing = new();
    private volatile bool complete = true;
    private long change;

    /// <summary>Raised after principals changed, with their names.</summary>
    public event Action? Changed;

    /// <summary>Whether there is a copy to decide from. While there is none, everybody waits.</summary>
    public bool IsComplete => complete;

    /// <summary>The last change taken over.</summary>
    public long Change => Interlocked.Read(ref change);

    /// <summary>Everybody's, for a copy that outlives this process.</summary>
    public IReadOnlyList<Grant> Grants => [.. entries.Values.Select(entry => entry.Grant)];

    /// <summary>There is a source, and nothing may be decided before it has spoken.</summary>
    public void Await() => complete = false;

    /// <summary>The source has told everything up to now.</summary>
    public void Complete() => complete = true;

    /// <summary>Takes over what holds of some principals; what is older than what is known changes nothing.</summary>
    public void Apply(IEnumerable<Grant> grants) => Take(grants, (known, grant) => known.Change < grant.Change);

    /// <summary>Takes over what holds of everybody, whatever its numbers: a store that was put back from a backup counts its changes from a lower one.</summary>
    public void Replace(IEnumerable<Grant> grants) => Take(grants, (_, _) => true);

    /// <summary>What holds of a principal; null for one that this copy does not know.</summary>
    public Grant? Find(string name) => entries.TryGetValue(name, out var entry) ? entry.Grant : null;

    /// <summary>
    /// Lets a verified credential in, with the rights that hold now. Null: it was suspended or replaced. Somebody whom the copy does
    /// not know was enrolled since, which the credential's signature vouches for.
    /// </summary>
    public AdmittedCaller? Admit(VerifiedCredential credential, DateTimeOffset now)
    {
        if (!entries.TryGetValue(credential.Principal.Name, out var entry))
        {
            var streams = unknown.GetOrAdd(credential.Principal.Name, _ => new CancellationTokenSource());

            // It may have become known meanwhile, and ended nothing.
            if (!entries.TryGetValue(credential.Principal.Name, out entry))
                return new AdmittedCaller(credential.Principal, credential.Expires, streams.Token);
        }

        return entry.Grant.Admits(credential.IssuedAt, now) && entry.Grant.Role == credential.Principal.Role
            ? new AdmittedCaller(entry.Principal, credential.Expires, entry.Streams.Token)
            : null;
    }

    public void Dispose()
    {
        foreach (var streams in entries.Values.Select(entry => entry.Streams).Concat(unknown.Values))
            streams.Dispose();
    }

    private void Take(IEnumerable<Grant> grants, Func<Grant, Grant, bool> counts)
    {
        var ended = new List<CancellationTokenSource>();
        lock (changing)
        {
            foreach (var grant in grants)
            {
                if (grant.Change > change)
                    Interlocked.Exchange(ref change, grant.Change);
                if (!entries.TryGetValue(grant.Name, out var known))
                {
                    entries[grant.Name] = new Entry(grant, new CancellationTokenSource());
                    if (unknown.TryRemove(grant.Name, out var streams))
                        ended.Add(streams);
                }
                else if (!counts(known.Grant, grant))
                    continue;
                else if (grant.AllowsWhat(known.Grant))
                {
                    entries[grant.Name] = known with { Grant = grant };
                }
                else
                {
                    entries[grant.Name] = new Entry(grant, new CancellationTokenSource());
                    ended.Add(known.Streams);
                }
            }
        }

        // Outside the lock: it runs what the streams have to do.
        foreach (var over in ended)
            over.Cancel();

        Changed?.Invoke();
    }

    private sealed record Entry(Grant Grant, CancellationTokenSource Streams)
    {
        public Principal Principal { get; } = Grant.ToPrincipal();
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Referrals.Platform.Credentials;

namespace Referrals.Console.SignIn;

/// <summary>
/// The sessions, a file each in <c>sessions/</c> of the data directory, by the hash of what the cookie holds: whoever reads the
/// directory cannot use them, and they outlive a restart.
/// </summary>
public sealed class SessionStore(IOptions<CredentialOptions> data)
{
    private const int KeyBytes = 32;
    private readonly string directory = Path.Combine(data.Value.Directory, "sessions");
    private readonly Lock gate = new();

    /// <summary>Keeps a new session; the key for the cookie.</summary>
    public string Create(Session session)
    {
        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        Write(PathOf(key), session);
        return key;
    }

    public Session? Find(string key) => key.Length == 2 * KeyBytes ? Read(PathOf(key)) : null;

    /// <summary>Changes a session, unless it ended meanwhile; the session after it.</summary>
    public Session? Change(string key, Func<Session, Session> change)
    {
        lock (gate)
        {
            if (Find(key) is not { } session)
                return null;
            var changed = change(session);
            Write(PathOf(key), changed);
            return changed;
        }
    }

    public void End(string key)
    {
        lock (gate)
            File.Delete(PathOf(key));
    }

    /// <summary>Takes away what nobody has used since.</summary>
    public void Sweep(DateTimeOffset notSeenSince) => End(session => session.SeenAt < notSeenSince);

    /// <summary>Ends the sessions of which this holds; how many.</summary>
    public int End(Func<Session, bool> which)
    {
        if (!Directory.Exists(directory))
            return 0;
        var ended = 0;
        lock (gate)
        {
            foreach (var file in Directory.EnumerateFiles(directory, "*.json").Where(file => Read(file) is { } session && which(session)))
            {
                File.Delete(file);
                ended++;
            }
        }

        return ended;
    }

    private static void Write(string path, Session session) => SecretFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(session));

    private static Session? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Session>(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    private string PathOf(string key) => Path.Combine(directory, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}.json");
}

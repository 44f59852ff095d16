namespace Referrals.Platform.Auditing;

/// <summary>
/// The record that a stream begins with. Its place is known before anything is written, so that its body is finished and can
/// be promised in an answer that is stored with the rest.
/// </summary>
public sealed class FirstRecord
{
    internal FirstRecord(string stream, AuditEntry entry, string body) => (Stream, Entry, Body) = (stream, entry, body);

    /// <summary>The body, canonical JSON, to the byte.</summary>
    public string Body { get; }

    internal string Stream { get; }

    internal AuditEntry Entry { get; }
}

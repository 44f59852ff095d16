using System.Collections.Concurrent;
using Referrals.Contracts;
using Referrals.Platform.Auditing;
using Referrals.Platform.Inbox;

namespace Referrals.Platform.Tests.Probe;

/// <summary>Notes each event, publishes one of its own and leaves a record; fails where a test says so.</summary>
public sealed class ProbeConsumer(ProbeFailures failures) :
    IEventConsumer<ProbeDbContext, ReferralMatched>,
    IEventConsumer<ProbeDbContext, CaseOrphaned>
{
    public Task ConsumeAsync(ReferralMatched @event, EventContext<ProbeDbContext> context, CancellationToken cancellationToken)
    {
        context.Work.Publish(@event.CaseId, new CaseEscalated { CountryCase = @event.CaseId, Desk = "ph", Justification = Common.V1.JustificationCode.ChildAtRisk });
        context.Work.Record(@event.CaseId, new AuditEntry { Type = AuditTypes.Opened, Case = @event.CaseId });
        return NoteAsync(context);
    }

    public Task ConsumeAsync(CaseOrphaned @event, EventContext<ProbeDbContext> context, CancellationToken cancellationToken) => NoteAsync(context);

    private Task NoteAsync(EventContext<ProbeDbContext> context)
    {
        var position = context.Incoming.Position;
        context.Work.Db.Add(new Note { Stream = position.Stream, Sequence = position.Sequence, At = context.Work.Now });
        failures.Check(position.ToString());
        return Task.CompletedTask;
    }
}

/// <summary>Positions whose consumption fails, and with what.</summary>
public sealed class ProbeFailures
{
    public ConcurrentDictionary<string, Exception> At { get; } = new();

    public void Check(string position)
    {
        if (At.TryGetValue(position, out var exception))
            throw exception;
    }
}

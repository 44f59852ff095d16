using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Platform.Tests.Probe;

/// <summary>A service that only notes what it consumed, in the place of Triage.</summary>
public sealed class ProbeDbContext(DbContextOptions<ProbeDbContext> options) : ServiceDbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void Map(ModelBuilder model) => model.Entity<Note>().ToTable("notes").HasKey(note => note.Id);
}

/// <summary>One effect: applied twice, it would be there twice.</summary>
public sealed class Note
{
    public long Id { get; set; }

    public required string Stream { get; set; }

    public required long Sequence { get; set; }

    public required DateTimeOffset At { get; set; }
}

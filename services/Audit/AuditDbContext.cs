using Microsoft.EntityFrameworkCore;
using Referrals.Platform.Storage;

namespace Referrals.Audit;

/// <summary>The store of Audit. The log is appended to and read by explicit SQL; there is nothing to track.</summary>
public sealed class AuditDbContext(DbContextOptions<AuditDbContext> options) : ServiceDbContext(options)
{
    protected override void Map(ModelBuilder model)
    {
    }
}

using Referrals.Platform.Storage;

namespace Referrals.Platform.Hosting;

/// <summary>The name of the service that a store belongs to, for example <c>intake</c>.</summary>
public sealed record ServiceName<TDb>(string Value)
    where TDb : ServiceDbContext;

using Referrals.Routing.V1;

namespace Referrals.Console.ShowStatistics;

/// <summary>The statistics divided by one thing.</summary>
/// <param name="Dimension">By what.</param>
/// <param name="Rows">The rows, in the service's order.</param>
public sealed record Division(StatisticsDimension Dimension, IReadOnlyList<StatisticsRow> Rows);

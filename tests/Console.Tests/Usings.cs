global using Referrals.Console.Tests.Browsing;
global using Xunit;

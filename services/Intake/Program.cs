using Referrals.Intake;
using Referrals.Platform.Hosting;

var builder = ServiceProcess.CreateBuilder(args);
builder.AddIntake();

var app = builder.Build();
app.MapReferralsPlatform();
app.MapIntake();
await app.RunAsync();

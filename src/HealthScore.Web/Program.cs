using HealthScore.Web.Commands;

return await CommandLine.RunAsync(args);

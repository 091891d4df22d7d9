namespace TuroEzpass.Tests.Docs;

/// <summary>The sections of the old system's runbook, as its headings of the second and third level name them.</summary>
internal static class OldRunbook
{
    public static IReadOnlyList<string> Sections { get; } =
    [
        "Quick Start Guide", "Prerequisites", "Initial Deployment", "Monitoring & Dashboards", "Primary Dashboards", "Critical Alarms",
        "Security & Secrets Management", "Secrets Setup", "Manual Secret Rotation", "Smoke Testing", "End-to-End Test Procedure",
        "Troubleshooting Guide", "Dashboard System Issues", "Legacy ECS Scraper Issues", "Maintenance Tasks", "Daily", "Weekly", "Monthly",
        "Quarterly", "Disaster Recovery", "Infrastructure Recreation", "Rollback Procedures", "Force New Scraper Run", "Manual Scraper Trigger",
        "Log Inspection and Monitoring", "Comprehensive Log Analysis", "Log Search and Analysis", "Git-Based Rollbacks", "Database Rollbacks",
        "Emergency Procedures", "On-Call Escalation Procedures", "Escalation Matrix", "Response Procedures", "Escalation Contacts",
        "Alert Severity Definitions", "Checklists", "Pre-Deployment Checklist", "Post-Deployment Checklist", "Incident Response Checklist",
        "Useful Links", "Additional Resources", "Documentation Links", "AWS Console Quick Links", "External Integration Links", "Emergency Contacts",
    ];
}

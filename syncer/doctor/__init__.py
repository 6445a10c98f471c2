"""What has to be right before a plan can be made, looked at one by one."""

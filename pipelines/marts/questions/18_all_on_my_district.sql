-- For the official: What is known of my district?
FROM cluster_figures('Qingshanhu');
